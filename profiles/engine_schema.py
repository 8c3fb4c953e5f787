"""The ``engine`` sections of a profile: how the vendor's client behaves, for the host.

Open tables of plain data with a closed list of keys: the engine reads them through
`ClientProfile.engine` and `ClientApi.engine`, where ``when`` overlays are already applied.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, model_validator

from ..canonical.errors import did_you_mean

PROFILE_KEYS: Final = frozenset({"os_default", "roots", "consent"})
API_KEYS: Final = frozenset(
    {
        "scopes", "compressed", "video_compressed", "compress_always", "formats", "by", "animated",
        "limits", "accepts", "otherwise", "output", "orientation", "icc", "subsampling", "optimize",
        "background", "network", "local", "presets", "digests", "digest_default",
        "max_when_system", "unsupported",
    }
)  # fmt: skip
FACT_KEYS: Final = frozenset({"evidence", "grade", "note", "when"})


def _check(data: Any, keys: frozenset[str]) -> Any:
    if isinstance(data, dict):
        for key in data:
            if key not in keys | FACT_KEYS:
                raise ValueError(f"unknown key {key!r}; {did_you_mean(key, keys, 'keys')}")
    return data


class ProfileEngine(BaseModel):
    """Vendor-wide behaviour: promise rule, file roots, consent."""

    model_config = ConfigDict(extra="allow")

    @model_validator(mode="before")
    @classmethod
    def _keys(cls, data: Any) -> Any:
        return _check(data, PROFILE_KEYS)


class ApiEngine(BaseModel):
    """Behaviour of one API."""

    model_config = ConfigDict(extra="allow")

    @model_validator(mode="before")
    @classmethod
    def _keys(cls, data: Any) -> Any:
        return _check(data, API_KEYS)

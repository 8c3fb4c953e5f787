"""A profile's `engine` sections as the engine's own values: the one place that reads both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...canonical.client import Client, parse_client
from ...canonical.engine.codec import CompressRule
from ...canonical.engine.consent import SCOPES
from ...canonical.engine.storage import RootRule, StorageRules
from ...canonical.engine.video_codec import VideoRule
from ...canonical.engine.world import PLATFORM_QUALITY, Behaviour, ConsentRule
from ...profiles.fold import ClientApi, ClientProfile
from ..plan.pair import client_profile

_ASSUMABLE: Final = {
    "compressed": "compressing what was picked",
    "video_compressed": "compressing videos that were picked",
}
_NO_ROOT: Final[Mapping[str, Any]] = {}


def with_default_os(client: Client, view: ClientProfile) -> Client:
    """The client with the os that its profile assumes where none is named."""
    name = view.engine.get("os_default")
    if client.os is not None or name not in view.profile.os:
        return client
    return Client(client.vendor, client.surface, name, client.version)


def with_os(text: str) -> str:
    """The client as it runs here: with the os that its profile assumes where none is named."""
    client = parse_client(text)
    return str(with_default_os(client, client_profile(client)))


def storage_rules(view: ClientProfile) -> StorageRules:
    """How this client shows its files. A profile that says nothing gets a scheme of its id."""
    roots: Mapping[str, Any] = view.engine.get("roots", {})
    scheme = f"{view.profile.id}file://"
    return StorageRules(
        temp=_root(roots.get("temp"), scheme + "temp/{id}.{ext}"),
        saved=_root(roots.get("saved"), scheme + "saved/{id}.{ext}"),
        user=_root(roots.get("user"), scheme + "user/"),
        package_forms=frozenset(roots.get("package", {}).get("forms", ("bare", "slash"))),
    )


def _root(section: Mapping[str, Any] | None, path: str) -> RootRule:
    facts = section or _NO_ROOT
    return RootRule(
        path=facts.get("path", path),
        ext=facts.get("ext", "content"),
        force_ext=facts.get("force_ext", ""),
        lifetime=facts.get("lifetime", "restart"),
        max_file=facts.get("max_file", 0),
        max_total=facts.get("max_total", 0),
    )


def consent_rules(view: ClientProfile) -> dict[str, ConsentRule]:
    """How this client asks for each canonical scope."""
    sections: Mapping[str, Any] = view.engine.get("consent", {})
    return {scope: _consent(sections[scope]) for scope in SCOPES if scope in sections}


def _consent(facts: Mapping[str, Any]) -> ConsentRule:
    return ConsentRule(
        name=facts.get("scope", ""),
        prompts=facts.get("prompts", False),
        asks_again=facts.get("asks_again", False),
        offers_forever=facts.get("offers_forever", False),
        forever_code=facts.get("forever_code"),
        blocked_code=facts.get("blocked_code"),
    )


def behaviour(api: ClientApi) -> Behaviour:
    """How this client does an API."""
    facts = api.engine
    formats = facts.get("formats")
    presets: Mapping[str, float] = facts.get("presets", {})
    return Behaviour(
        scopes=_scopes(facts.get("scopes", {})),
        sources=_sources(api),
        sizes="sizes" not in api.params or api.params["sizes"].support.usable,
        compressed=_picked(facts.get("compressed")),
        quality=_quality(facts),
        video_compressed=_video(facts.get("video_compressed")),
        compress_always=facts.get("compress_always", False),
        compress=_compress(facts),
        presets={name: share for name, share in presets.items() if isinstance(share, (int, float))},
        formats=None if formats is None else frozenset(formats),
        by_suffix=facts.get("by") == "suffix",
        first_frame=facts.get("animated") == "first_frame",
        limits=facts.get("limits", "shoot"),
        network=facts.get("network", False),
        local=facts.get("local", True),
        digests=tuple(facts.get("digests", ())),
        digest_default=facts.get("digest_default", ""),
        thumbnail=_returns(api, "files[].thumbnail"),
        max_when_system=facts.get("max_when_system", 0),
    )


def _scopes(scopes: Any) -> dict[str, tuple[str, ...]]:
    if isinstance(scopes, Mapping):
        return {source: tuple(needed) for source, needed in scopes.items()}
    return {"save": tuple(scopes)}


def _sources(api: ClientApi) -> frozenset[str] | None:
    """The sources that this client has: all, the only ones allowed, or its default's."""
    param = api.params.get("sources")
    if param is None:
        return None
    if param.facts.allowed:
        return frozenset(word for words in param.facts.allowed for word in words)
    if not param.support.usable and param.facts.default:
        return frozenset(param.facts.default)
    return None


def _quality(facts: Mapping[str, Any]) -> int:
    compressed = facts.get("compressed") or facts
    return int(compressed.get("quality", PLATFORM_QUALITY))


def _picked(facts: Mapping[str, Any] | None) -> CompressRule | None:
    if not facts or "quality" not in facts:
        return None
    return CompressRule(
        accepts=_accepts(facts.get("accepts", ("jpeg", "heic"))),
        otherwise=facts.get("otherwise", "unchanged"),
        output=facts.get("format", "jpeg"),
        orientation=facts.get("orientation", "apply"),
        subsampling=facts.get("subsampling", "4:2:0"),
        optimize=facts.get("optimize", True),
        max_side=facts.get("max_side", 0),
    )


def _compress(facts: Mapping[str, Any]) -> CompressRule:
    return CompressRule(
        accepts=_accepts(facts.get("accepts", ("jpeg",))),
        otherwise=facts.get("otherwise", "unchanged"),
        output=facts.get("output", "jpeg"),
        orientation=facts.get("orientation", "keep"),
        icc=facts.get("icc", True),
        subsampling=facts.get("subsampling", "4:2:0"),
        optimize=facts.get("optimize", True),
        background=facts.get("background", "white"),
    )


def _accepts(names: Any) -> frozenset[str] | None:
    return None if "*" in names else frozenset(names)


def _video(facts: Mapping[str, Any] | None) -> VideoRule | None:
    if not facts:
        return None
    return VideoRule(
        share=facts.get("bitrate"),
        scale=facts.get("scale"),
        frame_rate=facts.get("frame_rate"),
        max_side=facts.get("max_side") or None,
    )


def _returns(api: ClientApi, path: str) -> bool:
    field = api.result.get(path)
    return field is not None and field.support.usable


def assumed(api: ClientApi) -> list[tuple[str, str]]:
    """The parts of an API's behaviour that its profile only assumes: key, and in words."""
    parts = [("", api.name)] if api.engine.get("grade") == "assumed" else []
    for key, words in _ASSUMABLE.items():
        section = api.engine.get(key)
        if isinstance(section, Mapping) and section.get("grade") == "assumed":
            parts.append((key, f"{api.name} ({words})"))
    return parts

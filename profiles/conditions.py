"""Whether what a profile says applies to a client: by os, surface and version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs

from ..canonical.client import Client, Version, parse_version
from ..canonical.values import Value
from . import model

Status = Literal["yes", "no", "unknown", "depends"]


@attrs.frozen(eq=False, repr=False)
class Supported(Value):
    """Whether a client supports something. ``depends``: the client string says too little."""

    status: Status
    since: str = ""
    text: str = ""

    @property
    def usable(self) -> bool:
        """Whether it may be used: everything but a plain no."""
        return self.status != "no"


YES = Supported("yes")


def surface_of(profile: model.Vendor, client: Client) -> str | None:
    """The client's surface, or the profile's default."""
    if client.surface is not None:
        return client.surface
    return profile.surfaces[0] if profile.surfaces else None


def applies(condition: Mapping[str, Any], profile: model.Vendor, client: Client) -> bool:
    """Whether a ``when`` holds on a client. A client without version is a current one."""
    oses = _words(condition.get("os"))
    surfaces = _words(condition.get("surface"))
    return (
        (not oses or client.os in oses)
        and (not surfaces or surface_of(profile, client) in surfaces)
        and in_range(client.version, condition.get("version") or "")
    )


def _words(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def in_range(version: Version | None, text: str) -> bool:
    """Whether a version lies in a range such as ``<5.30``; ``None`` counts as the newest."""
    if not text:
        return True
    sign = text.rstrip("0123456789. ").strip() or "="
    bound = parse_version(text[len(text.rstrip("0123456789. ")) :].strip())
    if version is None:
        return sign.startswith(">")
    tests = {
        "<": version < bound,
        "<=": version <= bound,
        ">": version > bound,
        ">=": version >= bound,
        "=": version == bound,
    }
    return tests[sign]


def answer(support: Any, profile: model.Vendor, client: Client) -> Supported:
    """What a support statement says to one client."""
    if support is None:
        return Supported("unknown")
    if isinstance(support, bool):
        return YES if support else Supported("no")
    if isinstance(support, str):
        if client.version is not None and client.version < parse_version(support):
            return Supported("no", support, f"since {support}")
        return Supported("yes", support, f"since {support}")
    surface = surface_of(profile, client)
    if surface is not None and surface in support:
        return answer(support[surface], profile, client)
    by_os = {key: item for key, item in support.items() if key not in profile.surfaces}
    if not by_os:
        return Supported("unknown")
    if client.os is not None:
        return answer(by_os.get(client.os), profile, client)
    answers = {key: answer(by_os.get(key), profile, client) for key in profile.os}
    text = ", ".join(f"{key} {_brief(item)}" for key, item in answers.items())
    kinds = {item.status for item in answers.values()}
    if kinds == {"no"}:
        return Supported("no", text=text)
    if kinds == {"yes"}:
        return Supported("yes", text=text)
    return Supported("depends", text=text)


def _brief(item: Supported) -> str:
    if item.status == "no":
        return item.text or "no"
    return {"yes": item.text or "yes", "unknown": "unknown", "depends": item.text}[item.status]


def with_overlays(facts: Any, profile: model.Vendor, client: Client) -> Any:
    """The facts with every matching ``when`` laid over them, in the file's order."""
    for overlay in facts.when:
        condition = {name: getattr(overlay, name) for name in ("os", "surface", "version")}
        if applies(condition, profile, client):
            stated = overlay.given - condition.keys()
            facts = facts.evolve(**{name: getattr(overlay, name) for name in stated})
    return facts


def section_with_overlays(
    section: Mapping[str, Any], profile: model.Vendor, client: Client
) -> dict[str, Any]:
    """The same for a section of plain data, at every depth."""
    out: dict[str, Any] = {
        key: section_with_overlays(value, profile, client) if isinstance(value, dict) else value
        for key, value in section.items()
        if key != "when"
    }
    for overlay in section.get("when", ()):
        if applies(overlay, profile, client):
            rest = {k: v for k, v in overlay.items() if k not in ("os", "surface", "version")}
            out.update(rest)
    return out

"""What programs, pages and components are configured by, under one name each.

A group is one object of a configuration: the program's, a window's, a tab's. A profile says which
settings a vendor has and how it spells them. Of two names for one thing the plainer.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

import attrs

from .values import Value

Weight = Literal["needed", "seen", "tool"]
"""``needed``: it decides what the program does; ``seen``: pages work without it, and look or feel
otherwise; ``tool``: it is for the developer tools or the vendor alone, and nothing is lost."""
SettingKind = Literal[
    "any", "group", "list", "map", "word", "picture", "page", "pages", "components", "generics",
    "placeholders", "workers", "theme", "parts", "plugins",
]  # fmt: skip
"""What a value is: a group, a list of groups, a map of groups by keys of the program's own, a word
of a closed list, a file that is a picture, a page or several by path, components by path,
components that a parent names, components that stand in for others, scripts of other threads, the
file with themes, parts of the program, plugins of the vendor's market. ``any`` is passed on."""


@attrs.frozen(eq=False, repr=False)
class Setting(Value):
    """A setting. ``of``: the group inside it; ``neutral``: the value that asks for nothing."""

    name: str
    kind: SettingKind
    weight: Weight
    of: str = ""
    neutral: Any = None


def _row(name: str, kind: SettingKind = "any", weight: Weight = "needed", of: str = "",
         neutral: Any = None) -> Setting:  # fmt: skip
    return Setting(name, kind, weight, of, neutral)


def _seen(*names: str) -> tuple[Setting, ...]:
    return tuple(_row(name, weight="seen") for name in names)


def _tool(*names: str) -> tuple[Setting, ...]:
    return tuple(_row(name, weight="tool") for name in names)


_WINDOW: Final = (
    _row("title"),
    *_seen(
        "bar-color", "background", "background-top", "background-bottom", "background-image",
        "background-image-color", "scroll-bar", "gesture-back", "title-loading", "title-image",
        "transparent", "penetrate", "desktop", "content", "resizable", "home-button",
    ),
    _row("bar-text", "word", "seen"),
    _row("bar", "word", "seen", neutral="default"),
    _row("background-text", "word", "seen"),
    _row("pull-down", "word", neutral=False),
    _row("reach-bottom"),
    _row("bounce", "word", "seen"),
    _row("responsive", neutral=True),
    _row("orientation", "word", "seen", neutral="portrait"),
    _row("still", weight="seen", neutral=False),
    _row("exit-animation", weight="seen"),
    _row("initial-cache", weight="tool"),
)  # fmt: skip
_SHARED: Final = (
    _row("components", "components"),
    _row("placeholders", "placeholders", neutral={}),
    _row("isolation", "word", "seen"),
    _row("component", neutral=False),
    _row("renderer", weight="seen", neutral="webview"),
    *_seen("renderer-options", "component-framework"),
)
_ROWS: Final[Mapping[str, tuple[Setting, ...]]] = {
    "app": (
        _row("pages", "pages"),
        _row("entry", "page"),
        _row("parts", "list", of="part"),
        _row("window", "group", of="window"),
        _row("tabs", "group", of="tabs"),
        _row("components", "components"),
        _row("preload", "map", "seen", "preload"),
        _row("timeouts", "group", of="timeouts"),
        _row("permission", "group", "tool", "permission"),
        _row("workers", "workers"),
        _row("theme", "theme", "seen"),
        _row("dark", weight="seen", neutral=False),
        _row("plugins", "plugins", neutral={}),
        _row("extended-libraries", "group", of="libraries", neutral={}),
        _row("functional-pages", neutral=False),
        _row("dynamic-plugins", neutral=False),
        _row("prefetch", weight="seen", neutral=[]),
        _row("fast-start", "word", "tool"),
        _row("alias", neutral={}),
        _row("renderer", weight="seen", neutral="webview"),
        *_seen(
            "renderer-options", "component-framework", "style-version", "resizable",
            "background-modes", "single-page", "entrance", "materials", "half-page", "behaviour",
            "loading-pages", "polyfill", "desktop", "new-framework",
        ),
        *_tool(
            "debug", "sitemap", "private-infos", "privacy-check", "programs", "embedded", "cloud",
            "service-ticket", "schema", "convert", "extensions",
        ),
    ),
    "window": _WINDOW,
    "page": (
        *_WINDOW,
        *_SHARED,
        *_seen("option-menu", "bar-theme", "share", "share-timeline", "style-version"),
        _row("single-page", weight="seen"),
    ),
    "component": (
        *_SHARED,
        _row("generics", "generics"),
        _row("virtual", weight="seen", neutral=False),
        *_tool("pure-data"),
    ),
    "tabs": (
        _row("items", "list", of="tab"),
        _row("custom", weight="seen", neutral=False),
        *_seen("color", "selected-color", "background", "desktop", "overlay"),
        _row("border", "word", "seen", neutral="black"),
        _row("position", "word", "seen", neutral="bottom"),
    ),
    "tab": (
        _row("page", "page"),
        _row("text"),
        _row("icon", "picture", "seen"),
        _row("selected-icon", "picture", "seen"),
        *_seen("color", "selected-color"),
    ),
    "part": (
        _row("root"),
        _row("pages", "pages"),
        *_tool("name", "plugins"),
        _row("independent", weight="seen", neutral=False),
        _row("entry", weight="seen"),
    ),
    "preload": (_row("packages", "parts"), _row("network", "word")),
    "timeouts": (*(_row(name) for name in ("request", "socket", "upload", "download")),),
    "libraries": tuple(_row(name, neutral=False) for name in ("weui", "kbone", "chart-space")),
    "permission": _tool("album", "album-write", "camera", "microphone", "location"),
    "project": (
        *_tool(
            "id", "name", "description", "type", "options", "compile", "ignore", "include",
            "library-version", "editor", "condition", "develop", "scripts", "format", "cloud-root",
            "packages", "watch", "simulator", "upload", "template", "source-folder", "debugging",
            "plugin-resolution",
        ),
        _row("root"),
        _row("plugin-root"),
    ),
}  # fmt: skip

GROUPS: Final[Mapping[str, Mapping[str, Setting]]] = MappingProxyType(
    {group: MappingProxyType({row.name: row for row in rows}) for group, rows in _ROWS.items()}
)
"""Group -> setting by name."""
FILES: Final = ("app", "page", "component", "project")
"""The groups that are whole files."""

"""Components by path: those a file declares, those a parent names, those that stand in."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..common.packages import is_bare, places_of
from .files import moved_path
from .json_text import JsonEntry, JsonNode

if TYPE_CHECKING:
    from .facts import ConfigSide
    from .work import ConfigWork


def components(work: ConfigWork, node: JsonNode) -> None:
    """The declared components: paths as the target takes them; packages and plugins are refused."""
    for entry in node.entries:
        if entry.value.text is not None:
            component(work, entry.value, entry.value.text)


def declare_brought(work: ConfigWork, root: JsonNode) -> None:
    """Declare the components that the port brings into the template beside a configuration."""
    brings, target = work.place.brings, work.both.target
    if not brings or work.kind not in ("page", "component"):
        return
    keys = work.both.source.keys(work.kind, "components")
    declared = next((found for key in keys if (found := root.get(key)) is not None), None)
    if declared is None:
        work.changes.add(root, target.key(work.kind, "components"), dict(brings))
    elif declared.kind == "object":
        for tag, path in brings.items():
            work.changes.add(declared, tag, path)


def component(work: ConfigWork, value: JsonNode, path: str) -> None:
    """One component by its path."""
    source, target = work.both.source.config, work.both.target.config
    place = (value.start, value.end)
    bare = is_bare(path)
    found = stem_of(work, path)
    known = work.place.exists is not None or (bare and source.bare == "package")
    plugin = bool(source.plugin) and path.startswith(source.plugin)
    if found is None and (known or plugin):
        code, name, text = why_missing(path, work.both.source)
        work.say(code, text, *place, blocks=name)
        return
    if found is not None:
        work.links.append(found)
        if bare and stem_of(work, path, ()) is None:  # of a package: the target looks elsewhere
            work.changes.put(value, f"/{found.removeprefix(work.place.root)}")
            return
    if path.startswith("/") and moved_path(work, path) != path:
        work.changes.put(value, moved_path(work, path))
        return
    if bare and source.bare == "relative" and target.bare == "package":
        if work.place.exists is not None:
            work.changes.put(value, f"./{path}")
            return
        text = f"whether {path[:80]} is a file or a package's cannot be told of this file alone"
        work.say("MG747", text, *place, severity="warning", loss="unknown")


def why_missing(path: str, source: ConfigSide) -> tuple[str, str, str]:
    """Why the program has no component of a path: the rule, what blocks, and a sentence."""
    shown, plugin = path[:80], source.config.plugin
    if plugin and path.startswith(plugin):
        text = f"{shown} is a component of a plugin, and plugins belong to one platform"
        return "MG747", "plugin", text
    parts = path.split("/")
    built = next(
        (at for at, part in enumerate(parts) if part in source.vendor.program.packages), None
    )
    if built is not None and built + 1 < len(parts):
        path = "/".join(parts[built + 1 :])
    elif not is_bare(path):
        return "MG749", "missing component", f"there is no component {shown}"
    name = package_of(path)
    text = f"{shown} is no file of the program: a component of the package {name}?"
    return "MG747", f"package {name}", text


def package_of(path: str) -> str:
    """The package that a path begins with: its name, or scope and name."""
    parts = path.split("/")
    return "/".join(parts[: 2 if path.startswith("@") else 1])[:60]


def stem_of(work: ConfigWork, path: str, packages: tuple[str, ...] | None = None) -> str | None:
    """The name of a component's files in the tree, without suffix; None where it has none.
    ``packages``: folders of packages that are looked through, if not all that are ported."""
    place = work.place
    folders = place.packages if packages is None else packages
    return component_stem(path, work.file.name, place.root, place.exists, place.suffixes, folders)


def component_stem(
    path: str,
    name: str,
    root: str,
    exists: Callable[[str], bool] | None,
    suffixes: tuple[str, ...],
    packages: tuple[str, ...] = (),
) -> str | None:
    """The stem of the component at a path that the file ``name`` says; None where there is none.

    A path may name a folder with an ``index`` in it, and leads nowhere outside the program.
    ``packages``: folders that packages are ported from.
    """
    if exists is None:
        return None
    for whole in places_of(path, name, root, packages):
        for stem in (whole, posixpath.splitext(whole)[0], f"{whole}/index"):
            if stem and any(exists(stem + suffix) for suffix in suffixes):
                return stem
    return None


def generics(work: ConfigWork, entry: JsonEntry) -> None:
    """Components that a parent names: the target may want a default."""
    for inner in entry.value.entries:
        usual = inner.value.get("default")
        if usual is not None and usual.text is not None:
            component(work, usual, usual.text)
        elif usual is None and work.both.target.config.generic_default:
            text = f"{inner.key} has no component by default, which {work.writer} wants"
            evidence = work.facts("component")
            work.say("MG743", text, inner.start, inner.end, blocks=entry.key, evidence=evidence)


def placeholders(work: ConfigWork, entry: JsonEntry, node: JsonNode) -> None:
    """Components that stand in for others until those are there."""
    source, target = work.both.source, work.both.target
    if target.config.placeholder_element is not False:
        return
    own = set(work.place.declared)
    for key in source.keys(work.kind, "components"):
        found = node.get(key)
        own |= {item.key for item in found.entries} if found is not None else set()
    for inner in entry.value.entries:
        if inner.value.text is not None and inner.value.text not in own:
            text = (
                f"{inner.value.text[:60]} is no component of the program: {work.writer} wants one"
            )
            evidence = work.facts(work.kind)
            work.say("MG743", text, inner.start, inner.end, blocks=entry.key, evidence=evidence)

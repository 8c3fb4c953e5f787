"""How the files of programs are called, over all vendors that are known."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from . import builtin
from .registry import Registry


@attrs.frozen
class FileNames:
    """What is known of file names. Suffixes begin with a dot.

    `templates`: suffixes of templates and of the scripts beside them; `styles`: suffix of a style
    sheet -> whose; `configs`, `projects`: files at a program's root; `scripts`: of those, the ones
    that run first, without a suffix; `packages`: folders that tools build packages into; `pages`:
    where a file of `configs` lists the pages.
    """

    templates: frozenset[str]
    styles: dict[str, str]
    configs: frozenset[str]
    projects: frozenset[str]
    scripts: tuple[str, ...]
    packages: frozenset[str]
    pages: frozenset[str]


def heads_with_pages(registry: Registry) -> dict[str, builtin.Head]:
    """Who the vendors are whose pages are described, by id; of built-in ones no more is read."""
    found: dict[str, builtin.Head] = {}
    for vendor in registry.ids:
        if program_parts(registry, vendor).template is None:
            continue
        if registry.has_own(vendor):
            own = registry.get(vendor)
            found[vendor] = builtin.Head(own.name, tuple(own.os))
        else:
            found[vendor] = builtin.head(vendor)
    return found


def file_names(registry: Registry) -> FileNames:
    """The file names of every vendor of a registry. Ask for it by ``registry.remembered``."""
    parts = [program_parts(registry, vendor) for vendor in registry.ids]
    layouts = [part.layout for part in parts]
    templates = (suffix for part in parts for suffix in _suffixes(part))
    styles: dict[str, list[str]] = {}
    for part in parts:
        if part.template is not None and (suffix := part.template.styles):
            known = styles.setdefault(suffix, [])
            known += [part.name] if part.name not in known else []
    return FileNames(
        frozenset(templates),
        {suffix: " or ".join(known) for suffix, known in styles.items()},
        frozenset(layout.config for layout in layouts if layout.config),
        frozenset(name for layout in layouts for name in layout.project),
        tuple(dict.fromkeys(layout.script for layout in layouts if layout.script)),
        frozenset(name for layout in layouts for name in layout.packages),
        frozenset(layout.pages for layout in layouts if layout.pages),
    )


def _suffixes(part: builtin.ProgramParts) -> Iterable[str]:
    if part.template is not None:
        yield part.template.suffix
    if part.module is not None:
        yield part.module.suffix


def program_parts(registry: Registry, vendor: str) -> builtin.ProgramParts:
    """What a vendor's profile says of its files; of a built-in one no more is read than that."""
    if not registry.has_own(vendor):
        found = builtin.markup(vendor)
        if found is not None:
            return found
    profile = registry.get(vendor)
    return builtin.ProgramParts(profile.template, profile.module, profile.program, profile.name)

"""``make facts``: profiles held against the vendors' published typings, both ways.

Every difference is mended in the profile or stands in written.toml with its reason. Fails, with
exit status 1, on one that is not written, and on a written one that is true no more. Then tells
what newer typings would change, as far as the package registry can be asked.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import jsenv
import tomli

from .typings import HERE, Table, differences, packages, tables, version

WRITTEN: Final = HERE / "written.toml"
SECONDS: Final = 120
SHOWN: Final = 40


def written() -> dict[str, dict[str, str]]:
    """Vendor -> difference -> why it stays. Raises ValueError for one that stands twice."""
    found: dict[str, dict[str, str]] = {}
    for vendor, groups in tomli.loads(WRITTEN.read_text("utf-8")).items():
        for group in groups:
            for line in group["differences"]:
                if line in found.setdefault(vendor, {}):
                    raise ValueError(f"{WRITTEN.name}: {vendor}: stands twice: {line}")
                found[vendor][line] = group["why"]
    return found


def held(said: Mapping[str, Table]) -> Iterator[str]:
    """What is wrong: differences that are not written, and written ones that are none."""
    known = written()
    for vendor, table in said.items():
        found = differences(vendor, table)
        own = known.get(vendor, {})
        yield from (f"{vendor}: not written down: {line}" for line in found if line not in own)
        yield from (f"{vendor}: true no more: {line}" for line in own if line not in found)


def changes(old: Table, new: Table) -> Iterator[str]:
    """What one table of a vendor says otherwise than an older one."""
    for name in (*old, *(it for it in new if it not in old)):
        if name not in new:
            yield f"{name}: gone"
        elif name not in old:
            since = new[name].get("since")
            yield f"{name}: new{f', since {since}' if since else ''}"
        else:
            for part, word in (("options", "option"), ("result", "result")):
                yield from _rows(f"{name} {word}", old[name].get(part, {}), new[name].get(part, {}))


def _rows(lead: str, old: Table, new: Table) -> Iterator[str]:
    for name in (*old, *(it for it in new if it not in old)):
        if name not in new:
            yield f"{lead} {name}: gone"
        elif name not in old:
            yield f"{lead} {name}: new"
        elif old[name] != new[name]:
            keys = sorted(
                k for k in {*old[name], *new[name]} if old[name].get(k) != new[name].get(k)
            )
            told = ", ".join(f"{k} {old[name].get(k)} -> {new[name].get(k)}" for k in keys)
            yield f"{lead} {name}: {told}"


def newer(vendor: str, modules: Path) -> Iterator[str]:
    """What the newest published typings of a vendor say otherwise than the installed ones."""
    package = packages()[vendor].package
    have = version(package, modules)
    try:
        latest = json.loads(_npm(["view", package, "version", "--json"]))
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        yield f"{vendor}: {package}@{have}: the registry cannot be asked: {_brief(error)}"
        return
    if latest == have:
        yield f"{vendor}: {package}@{have} is the newest"
        return
    yield f"{vendor}: {package}@{have}; the newest is {latest}:"
    with tempfile.TemporaryDirectory() as folder:
        _npm(
            ["install", "--prefix", folder, "--ignore-scripts", "--no-save", f"{package}@{latest}"]
        )
        fresh = Path(folder, "node_modules")
        found = list(
            changes(
                tables([vendor], modules)[vendor],
                tables([vendor], fresh, compiler=modules)[vendor],
            )
        )
    yield from (f"  {line}" for line in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"  {len(found) - SHOWN} more"
    if not found:
        yield "  nothing of what is compared"


def _npm(words: list[str]) -> str:
    node = jsenv.find_node()
    npm = jsenv.npm(node, os.environ["PATH"]) if node is not None else None
    if npm is None:
        raise OSError("npm is not installed")
    done = subprocess.run(
        [*npm, *words], capture_output=True, text=True, timeout=SECONDS, check=True, cwd=jsenv.JS
    )
    return done.stdout


def _brief(error: Exception) -> str:
    lines = str(getattr(error, "stderr", "") or error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__


def main() -> int:
    """Hold all vendors, or those named, against their typings; the exit status."""
    known = packages()
    parser = argparse.ArgumentParser(prog="make facts", description=__doc__)
    parser.add_argument("vendors", nargs="*", metavar="VENDOR", help="; ".join(known))
    parser.add_argument("--offline", action="store_true", help="do not ask for newer typings")
    parser.add_argument("--reasons", action="store_true", help="show what is written down, and why")
    asked = parser.parse_args()
    unknown = [vendor for vendor in asked.vendors if vendor not in known]
    if unknown:
        parser.error(f"no published typings of {unknown[0]!r} are known; {', '.join(known)}")
    vendors = asked.vendors or list(known)
    try:
        modules = jsenv.install()
        said = tables(vendors, modules)
    except (jsenv.NodeMissing, RuntimeError) as error:
        print(f"make facts: {error}", file=sys.stderr)
        return 2
    reasons = written()
    wrong = list(held(said))
    for vendor, table in said.items():
        package = known[vendor].package
        own = reasons.get(vendor, {})
        name = f"{package}@{version(package, modules)}"
        print(f"{vendor}: {name}: {len(table)} functions, {len(own)} differences written down")
        if asked.reasons:
            for line, why in own.items():
                print(f"  {line}\n      {why}")
    for line in wrong:
        print(line)
    if not asked.offline:
        for vendor in vendors:
            for line in newer(vendor, modules):
                print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Templates that people wrote in two dialects: how a port of the one differs from the other.

    .venv/bin/python benchmarks/check_pairs.py --from wx --to my SRC/wechat SRC/alipay

The first folder is ported as a program, in memory; each of its templates is held against that of
the same name in the second folder. What stands in both is aligned by tag and class, or by the text;
pairs of which less than six tenths can be aligned are other pages, and left out. Differences are
counted by kind, each with examples, so that they can be judged: what the people left out or put in,
what they wrote by habit, what the port has wrong.
"""

from __future__ import annotations

import difflib
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.facts import Markup, needed
from mediaglot.adapters.source.markup.tokens import scanned
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree.port import port_tree

ALIKE = 0.6
SKIPPED = {"node_modules", "miniprogram_npm", ".git"}


class Piece(NamedTuple):
    """A tag with its attributes, or a text: ``name`` is empty."""

    name: str
    attributes: dict[str, str | None]
    text: str = ""

    @property
    def place(self) -> tuple[str, str | None]:
        """By what it is aligned with the other's."""
        return self.name, self.text or self.attributes.get("class")


def pieces(data: bytes, dialect: Markup) -> list[Piece]:
    """The tags and texts of a template, white space folded."""
    text = data.decode("latin-1")
    scripts = {dialect.module.element} if dialect.module is not None else set()
    found = []
    for token in scanned(text, scripts).tokens:
        if token.kind in ("open", "alone"):
            said = {
                one.name: folded(text[one.value_start : one.value_end])
                if one.value_start >= 0
                else None
                for one in token.attributes
            }
            found.append(Piece(token.name, said))
        elif token.kind == "text" and text[token.start : token.end].strip():
            found.append(Piece("", {}, folded(text[token.start : token.end])))
    return found


def folded(text: str) -> str:
    """A text without the white space that says nothing."""
    return re.sub(r"\s+", " ", re.sub(r"\s*(\{\{|\}\})\s*", r"\1", text)).strip()


def templates(folder: Path, suffix: str) -> dict[str, Path]:
    """The templates of a folder by their names without suffix, in lower case."""
    found = {}
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in SKIPPED]
        for name in names:
            if name.endswith(suffix):
                path = Path(inside, name)
                found[path.relative_to(folder).as_posix()[: -len(suffix)].lower()] = path
    return found


def differences(ours: list[Piece], theirs: list[Piece]) -> Iterator[tuple[str, str, str]]:
    """What differs: its kind, what the port says, what the people wrote."""
    places = [[piece.place for piece in side] for side in (ours, theirs)]
    for what, a, b, c, d in difflib.SequenceMatcher(None, *places, autojunk=False).get_opcodes():
        if what != "equal":
            yield f"other content: {what}", str(ours[a:b])[:120], str(theirs[c:d])[:120]
            continue
        for one, other in zip(ours[a:b], theirs[c:d], strict=True):
            for key in sorted({*one.attributes, *other.attributes}):
                mine, yours = (side.attributes.get(key, "-") for side in (one, other))
                kind = re.sub(r"^data-.*", "data-...", key)
                if mine == yours:
                    continue
                if key in one.attributes and key in other.attributes:
                    yield f"{kind}: another value", f"{one.name} {mine}", f"{yours}"
                elif key in one.attributes:
                    yield f"{kind}: the port's only", f"{one.name} {key}={mine}", "-"
                else:
                    yield f"{kind}: theirs only", one.name, f"{key}={yours}"


@click.command(help=__doc__)
@click.option("--from", "read", required=True, help="The dialect of the first folder.")
@click.option("--to", "write", required=True, help="The dialect of the second folder.")
@click.option("--examples", default=3, show_default=True, help="Examples of each kind.")
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("target", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(read: str, write: str, examples: int, source: Path, target: Path) -> None:
    both = needed(pair(read, write))
    theirs = templates(target, both.target.template.suffix)
    port = port_tree(source, read=read, write=write, jobs=1, parts=PARTS)
    kinds: Counter[str] = Counter()
    shown: dict[str, list[str]] = defaultdict(list)
    pairs = same = 0
    for file in port.files:
        stem, suffix = os.path.splitext(file.name)
        other = theirs.get(stem.lower())
        if suffix != both.source.template.suffix or other is None:
            continue
        ours = pieces(file.after, both.target)
        people = pieces(other.read_bytes(), both.target)
        places = [[piece.place for piece in side] for side in (ours, people)]
        if difflib.SequenceMatcher(None, *places, autojunk=False).ratio() < ALIKE:
            continue
        found = list(differences(ours, people))
        pairs += 1
        same += not found
        for kind, mine, yours in found:
            kinds[kind] += 1
            if len(shown[kind]) < examples:
                shown[kind].append(f"    {file.name}: {mine}  |  {yours}")
    click.echo(f"{pairs} pairs, {same} of them the same")
    for kind, count in kinds.most_common():
        click.echo("\n".join([f"{count:5} {kind}", *shown[kind]]))


if __name__ == "__main__":
    main()

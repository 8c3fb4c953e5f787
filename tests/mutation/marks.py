"""Marks what runs: bytecode of the mutated modules that sets a byte for each block, in a file that
all processes of a copy's interpreter share.

The sources stay as they are, and what reads them reads the same. Python takes the bytecode for
theirs, and so does pytest, which has its own of what belongs to a plugin. A process that is killed
leaves its marks, and so does one that is started without an environment: the interpreter itself
knows the file.
"""

from __future__ import annotations

import importlib.util
import marshal
import mmap
from collections.abc import Iterable
from pathlib import Path

import attrs
from _pytest.assertion.rewrite import PYC_TAIL
from mutation.blocks import MARKS, marked

# read as each process of the interpreter starts
START = "import mediaglot_marks\n"
STARTED = f"""\
import builtins, mmap
try:
    with open({{file!r}}, "r+b") as held:
        builtins.{MARKS} = mmap.mmap(held.fileno(), 0)
except OSError:
    builtins.{MARKS} = bytearray({{size}})
"""
CHECKED = (3).to_bytes(4, "little")
"""The flags of bytecode that is held against the source by a hash."""


@attrs.frozen
class Marked:
    """A copy that marks what runs: into which file, and the blocks of each module in it."""

    file: Path
    blocks: dict[str, range]

    @property
    def size(self) -> int:
        """How many blocks there are, at least one."""
        return max((numbers.stop for numbers in self.blocks.values()), default=0) or 1

    def clear(self) -> None:
        """Begin a file in which nothing is marked; processes that have the earlier one keep it."""
        part = self.file.with_name(f"{self.file.name}.part")
        part.write_bytes(bytes(self.size))
        part.replace(self.file)


def mark(copy: Path, modules: Iterable[str], packages: Path, file: Path) -> Marked:
    """Have modules of a copy of the checkout mark what runs into a file. `packages`: where its
    interpreter's packages are."""
    blocks: dict[str, range] = {}
    size = 0
    for name in modules:
        where = copy / name
        source = where.read_bytes()
        tree, lines = marked(source.decode(), size)
        code = marshal.dumps(compile(tree, str(where), "exec", dont_inherit=True))
        head = importlib.util.MAGIC_NUMBER + CHECKED + importlib.util.source_hash(source)
        made = Path(importlib.util.cache_from_source(str(where)))
        made.parent.mkdir(exist_ok=True)
        for place in (made, made.with_name(f"{where.stem}{PYC_TAIL}")):  # Python's, pytest's
            place.write_bytes(head + code)
        blocks[name] = range(size, size + len(lines))
        size += len(lines)
    found = Marked(file, blocks)
    found.clear()
    started = STARTED.format(file=str(file), size=found.size)
    (packages / "mediaglot_marks.py").write_text(started, encoding="utf-8")
    (packages / "c_marks.pth").write_text(START, encoding="utf-8")
    return found


def take(held: mmap.mmap | bytearray) -> int:
    """What is marked, as a number whose eighth bits are the blocks; nothing is, from then on."""
    found = bytes(held)
    held[:] = bytes(len(found))
    return int.from_bytes(found, "little")


def places(taken: int, size: int) -> list[int]:
    """The blocks of a number that `take` gave, or of several or-ed together."""
    return [n for n, byte in enumerate(taken.to_bytes(size, "little")) if byte]

"""The fast path: JSON Lines to JSON Lines without building what is not needed.

A shape of message (`fast_shape`) that the reference path has translated once is compiled: typed
decoding by msgspec, and a function traced from the reference path (`fast_trace`). Messages of
compiled shapes go through; every other line (unknown shapes, wrong types, keys given twice, bad
JSON) takes the reference path of `stream`, which is the one that decides what is right.

A compiled line is accepted on proof only: decoding takes exactly the shape's keys and types, and
no key came twice. The proof is that the decoded messages, encoded again, give the same bytes; or,
for JSON that is spaced or escaped otherwise, that the line has as many strings as the message.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ...canonical.diagnostics import Diagnostic
from ..messages.dialect import Dialect, dialect
from ..system.cycles import no_cycles
from . import guess
from .again import Again, AgainLine
from .clients import standing
from .compiled import Compiled, CompiledLine
from .form import JSON_LINES, Form
from .framing import Bad, BadLine, Batch, OnBad, Tally, bare
from .runs import LineRun, LineWork, count_told, line_end, put_out
from .shape import Shape, Spec, Unshapely, shape_of, spec_of
from .stream import LineSettings, Reference, check, opened, settled, translated, wrapped

if TYPE_CHECKING:
    from ..plan.model import Program

MAX_SHAPES: Final = 4096
MAX_HEADS: Final = 16384
MAX_GUESSES: Final = 3
MAX_TROUBLE: Final = 4
MIN_GROUP: Final = 3
MAX_LEARNT: Final = 64 * 1024
BLOCK: Final = 1 << 16
"""Bytes of whole lines that are tried as one shape at once: few enough to stay in the caches."""

MIXED: Final = 1 << 18
"""Bytes of whole lines that are sorted by shape: enough that there are many of each."""

_NO_SPEC: Final = Spec(frozenset(), frozenset())


_SKIP: Final = object()


class Fast:
    """Translates lines, compiling the shapes it meets. Not to be shared between threads.

    ``reference`` makes the output of a parsed line: the JSON-like value and the diagnostics;
    ``form``: what outputs become.
    Raises `InputError` for clients or an API that no profile has.
    """

    def __init__(
        self,
        settings: LineSettings,
        reference: Reference = translated,
        form: Form = JSON_LINES,
    ) -> None:
        check(settings)
        self.form = form
        self.settings = settings
        self.again = None if settings.kind == "reply" else Again(reference)
        self.reference = self.again or reference
        self._tables: tuple[dict[bytes, list[Compiled]], ...] = ({}, {})
        self._shapes: dict[Shape, Compiled | None] = {}
        self._last: Compiled | None = None
        self.head, self.names = guess.guesses(settings.keys)
        self._standing = standing(settings)

    def run(self, data: bytes, *, first: int = 1, on_bad: OnBad = "skip") -> Batch:
        """Translate whole lines. ``first`` is the number of the first; blank lines are left out.

        ``on_bad``: leave a bad line out, put ``{"line": n, "error": ...}`` in its place, or stop
        before it. Nothing else is raised for what the lines hold.
        """
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        run = LineRun(on_bad, self.form, first)
        place, number = 0, first
        with no_cycles():
            while place < len(data) and not run.stopped:
                end = line_end(data, place, BLOCK if self._last is not None else MIXED)
                block = data[place:end]
                number += self._uniform(run, block, number)
                place = end
            data, rows = self.form.whole(run.out)
            run.out.clear()  # so that there is little to search for cycles
        return Batch(
            data,
            tuple(run.rejected),
            run.tally,
            number - first,
            blank=tuple(run.blank),
            rows=rows,
        )

    def _uniform(self, run: LineRun, block: bytes, first: int) -> int:
        """Translate a block whose lines are taken to be of one shape, that of those before.

        Gives how many lines they are. One that is not costs a look at its neighbours.
        """
        shape, number = self._last, first
        for _ in range(MAX_TROUBLE):
            if shape is None or not block or run.stopped:
                break
            done = shape.many(block)
            if not isinstance(done, int) and not done[2]:
                return number - first + put_out(run, done)
            if not isinstance(done, int) or done < 0:
                break
            start = block.rfind(b"\n", 0, done) + 1
            end = block.find(b"\n", done) + 1 or len(block)
            for part in (block[:start], block[start:end]):
                if part and not run.stopped:
                    number += self._part(run, shape, part, number)
            block, self._last = block[end:], shape
        if block and not run.stopped:
            number += self._mixed(run, block, number)
        return number - first

    def _part(self, run: LineRun, shape: Compiled, part: bytes, first: int) -> int:
        """Translate lines that should be of one shape; gives how many they are."""
        done = shape.many(part)
        if isinstance(done, int) or done[2]:
            return self._mixed(run, part, first)
        return put_out(run, done)

    def _mixed(self, run: LineRun, block: bytes, first: int) -> int:
        """Translate a block whose lines are of many shapes; gives how many they are."""
        lines = block.split(b"\n")
        if not lines[-1]:
            lines.pop()
        work = LineWork(lines, [None] * len(lines))
        if self.again is None:
            self._grouped(work)
        else:
            work.rest += range(len(lines))
        used: list[CompiledLine | AgainLine] = []
        for index in sorted(work.rest):
            line = lines[index]
            if not line or not bare(line):
                work.made[index] = _SKIP
                run.blank.append(first + index - run.first)
                continue
            item = self._one(line, used)
            if item is None:
                item = self._slow(line, work.tally)
            if isinstance(item, Bad):
                bad = BadLine(first + index, item.message, line)
                run.rejected.append(bad)
                if run.on_bad == "stop":  # nothing that comes after it counts
                    run.tally.add(Tally(lines=1, bad=1))
                    return self._mixed(run, b"\n".join(lines[:index]), first) if index else 0
                work.tally.bad += 1
                failures = {"line": bad.line, "error": bad.reason}
                item = failures if run.on_bad == "keep" else _SKIP
            work.made[index] = item
            work.tally.lines += 1
        count_told(work.tally, used)
        made = [item for item in work.made if item is not _SKIP] if work.rest else work.made
        run.out.append(self.form.piece(made))
        run.tally.add(work.tally)
        return len(lines)

    def _grouped(self, work: LineWork) -> None:
        """Translate lines that look like compiled shapes, all of a shape at once."""
        self._last = None
        by_head, by_names = self._tables
        groups: defaultdict[bytes, list[int]] = defaultdict(list)
        for index, head in enumerate(map(self.head, work.lines)):
            groups[head].append(index)
        for head, indexes in groups.items():
            shapes = by_head.get(head)
            if shapes is None:
                work.rest += indexes
            elif len(shapes) == 1:
                self._alike(shapes, work, indexes)
            else:
                parts: defaultdict[bytes, list[int]] = defaultdict(list)
                for index in indexes:
                    parts[self.names(work.lines[index])].append(index)
                for names, part in parts.items():
                    self._alike(by_names.get(names, []), work, part)

    def _alike(self, shapes: list[Compiled], work: LineWork, indexes: list[int]) -> None:
        """Translate lines that are taken to be of one of some shapes; the others are the rest."""
        for shape in shapes[:MAX_GUESSES]:
            indexes = self._of(shape, work, indexes)
            if not indexes:
                return
        work.rest += indexes

    def _of(self, shape: Compiled, work: LineWork, indexes: list[int]) -> list[int]:
        """Translate lines that are taken to be of one shape; gives those that are not."""
        others: list[int] = []
        for _ in range(MAX_TROUBLE):
            if len(indexes) < MIN_GROUP:
                break
            missed = self._together(shape, work, indexes)
            if not isinstance(missed, int):
                return others + missed
            if missed < 0:
                break
            before = indexes[:missed]
            again = self._together(shape, work, before) if before else []
            others += before if isinstance(again, int) else again
            others.append(indexes[missed])
            indexes = indexes[missed + 1 :]
        return others + indexes

    def _together(self, shape: Compiled, work: LineWork, indexes: list[int]) -> list[int] | int:
        """Translate lines of one shape; gives those that are not known, or the first that is not
        of that shape, -1 where it cannot be told."""
        block = b"\n".join([work.lines[index] for index in indexes]) + b"\n"
        done = shape.many(block)
        if isinstance(done, int):
            return min(block.count(b"\n", 0, done), len(indexes) - 1) if done >= 0 else done
        found, failures, missed = done
        if len(found) != len(indexes):
            return -1
        for index, item in zip(indexes, found, strict=True):
            work.made[index] = item
        good = len(found) - len(missed)
        work.tally.lines += good
        count_told(work.tally, failures)
        if good + 1 >= len(work.lines):
            self._last = shape
        return [indexes[at] for at in missed]

    def _one(self, line: bytes, used: list[CompiledLine | AgainLine]) -> Any:
        """The output of a line of a compiled shape, or of one that came before; else None."""
        if self.again is not None:
            before = self.again.line(line)
            if before is None:
                return None
            used.append(before)
            return before.data
        by_head, by_names = self._tables
        known = by_head.get(self.head(line))
        if known is None or len(known) > MAX_GUESSES:
            known = by_names.get(self.names(line))
        for shape in known or ():
            item = shape.one(line, used)
            if item is not None:
                return item
        return None

    def _slow(self, line: bytes, tally: Tally) -> msgspec.Raw | Bad:
        """The reference path; what it translates is learnt, or remembered."""
        line = bare(line)
        done = settled(self.settings, line, self.reference)
        if isinstance(done, Bad):
            return done
        value, made = done
        tally.say(made.diagnostics)
        if self.again is not None:
            self.again.keep(line, made)
        elif len(line) <= MAX_LEARNT:
            self._learn(line, value, made.data, made.diagnostics)
        return msgspec.Raw(made.data)

    def _learn(
        self, line: bytes, value: Any, data: bytes, diagnostics: tuple[Diagnostic, ...]
    ) -> None:
        for shape in self._tables[1].get(self.names(line), ()):
            if shape.learn(line, value, data, diagnostics):
                self._remember(line, shape)
                return
        tried: set[Shape] = set()
        named = False
        for alike, blind, echoes in product((True, False), repeat=3):
            if not alike and not named:
                break
            try:
                skeleton = self._shape(value, blind, echoes, alike)
            except Unshapely:
                continue
            if skeleton in tried:
                continue
            tried.add(skeleton)
            found = self._shapes.get(skeleton)
            if found is None and skeleton not in self._shapes:
                found = self._compiled(skeleton, not wrapped(self.settings, value))
            if found is not None and found.learn(line, value, data, diagnostics):
                self._remember(line, found)
                return
            named = named or (found is not None and found.named)

    def _remember(self, line: bytes, shape: Compiled) -> None:
        """Try this shape for lines that look like this one."""
        keys = (self.head(line), self.names(line))
        for table, key in zip(self._tables, keys, strict=True):
            known = table.get(key)
            if known is None:
                if len(table) < MAX_HEADS:
                    table[key] = [shape]
            elif shape not in known and len(known) < MAX_SHAPES:
                known.append(shape)

    def _compiled(self, skeleton: Shape, bare: bool) -> Compiled | None:
        if len(self._shapes) >= MAX_SHAPES:
            return None
        made: Compiled | None
        try:
            made = Compiled(
                skeleton, self.settings, self.reference, bare, self.form, self._standing
            )
        except Unshapely:
            made = None
        self._shapes[skeleton] = made
        return made

    def _written(self, api: str) -> Program | None:
        """How the vendor that is written has an operation."""
        if self.settings.write is None:
            return None
        view = dialect(self.settings.write, self.settings.registry).view
        return view.program(api) if api in view.profile.apis else None

    def _shape(self, value: Any, blind: bool, echoes: bool, alike: bool) -> Shape:
        """The shape of a line; raises `Unshapely`. ``blind``: its message decides nothing;
        ``echoes``: lists that repeat others are told; ``alike``: clients that are read alike are
        of one shape."""
        api, payload, read, _ = opened(self.settings, value)
        reader = dialect(read, self.settings.registry)
        program = reader.view.readable(api)
        if _by_value(program) or _by_value(self._written(program["api"])):
            raise Unshapely
        if blind and not _told_by_code(reader, program, payload):
            raise Unshapely
        spec = spec_of(program, reader.side)
        if not wrapped(self.settings, value):
            return shape_of(value, spec, blind=blind, echoes=echoes)
        rows = []
        keys = self.settings.keys
        said = keys.read if value.get(keys.read) is not None else keys.client
        named = said if alike and self._standing(read) is not None else None
        for key, item in value.items():
            if key == keys.payload:
                if isinstance(item, str):
                    raise Unshapely
                below: Shape = shape_of(item, spec, blind=blind, echoes=echoes)
            elif key == named and item == read:
                below = ("client",)
            elif key in keys.all:
                below = ("word", item)
            else:
                below = shape_of(item, _NO_SPEC)
            rows.append((key, below, False))
        return ("object", tuple(rows))


def _by_value(program: Program | None) -> bool:
    """Whether what a field says may make a failure of a success, or the other way."""
    return program is not None and ("outcomes" in program or "answers" in program)


def _told_by_code(reader: Dialect, program: Program, payload: Any) -> bool:
    """Whether a failure's code alone says what kind it is, whatever its message."""
    code = reader.signs.code_of(payload) if isinstance(payload, dict) else None
    if code is None or code in reader.side["envelope"]["ok"]:
        return False
    return any(code in rule.get("codes", ()) for rule in program["failures"]["read"])

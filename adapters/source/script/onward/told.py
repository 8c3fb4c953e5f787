"""What the target's result lacks, told where a result is read that the code hands on."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from functools import partial
from itertools import groupby
from typing import Final

from ...common.outcome import Said, Work
from ...common.pair import Pair
from ...common.texts import Texts
from ...syntax.flow import EACH, Path
from ...syntax.parsed import Script, arguments_of
from ...syntax.sites import Use
from ..calls.through import tell_reads
from ..results.goals import Key, goals
from .carried import A_PROMISE, MEMBER, OPERATION, Bearer, Layer, Onward, Read, Wrapping
from .exits import by_text
from .follow import follow_on
from .handed import call_back, with_options
from .kept import read_by_name
from .stores import AT_ONCE, stores_of

_TOLD: Final = frozenset({"MG404", "MG405", "MG512"})
Lost = tuple[tuple[Key, bool], ...]
"""Places of a result that the target's may lack, each with whether it never has it."""
_SHOWN: Final = 8
"""Places that are named in one finding."""
_LISTENER: Final = "listener"
_NEVER: Final = "never"


def tell_onward(
    script: Script, pair: Pair, use: Use, file: str, texts: Texts, told: Collection[Said]
) -> Iterator[Said]:
    """What is lost of a result by who reads it in other functions, and in other files, whose places
    are named. ``told``: what has been told of the call."""
    lost = pair.remembered(_lost, use.name, use.managed)
    if not (lost and (use.call is not None or use.kind == "value")):
        return
    way = _way(script, pair, file, texts, lost)
    _begin(way, Bearer(file, script, use.chain), pair, use)
    yield from _told(script, pair, use, follow_on(way), texts, lost, told)


def _told(
    script: Script,
    pair: Pair,
    use: Use,
    reads: list[Read],
    texts: Texts,
    lost: Lost,
    told: Collection[Said],
) -> Iterator[Said]:
    """What some looks at a result lose."""
    ways = range(len(pair.entry(use.name, use.managed)["routes"]))
    known = {(item.code, item.node.start_byte, item.node.end_byte) for item in told}
    there: dict[tuple[str, str], list[str]] = {}
    for (name, other), some in groupby(reads, lambda read: (read.file, read.script)):
        work = Work(other, other.root, platform=pair.name)
        tell_reads(work, pair, use, ways, [read.access for read in some])
        for said in work.said:
            if said.code not in _TOLD:
                continue
            if other is not script:
                place = _place(name, other, said.node.start_byte)
                there.setdefault((said.code, said.message), []).append(place)
            elif (said.code, said.node.start_byte, said.node.end_byte) not in known:
                yield said
    for (code, message), places in there.items():
        shown = list(dict.fromkeys(places))
        more = f" and {len(shown) - _SHOWN} places more" if shown[_SHOWN:] else ""
        text = f"{message}: it is read in {', '.join(shown[:_SHOWN])}{more}"
        yield Said(code, text, use.node, {})
    gone = sorted(key[0] for key, always in lost if always and not key[1] and key[2] is None)
    for read, name, found in read_by_name(reads, texts, gone) if gone else ():
        where = ", ".join(dict.fromkeys(found.values()))
        text = f"the target's result has no {', '.join(found)}, which is read of {name} in {where}"
        at = read.access.chain[-1] if read.script is script else use.node
        yield Said("MG512", text, at, {})


def tell_global(script: Script, pair: Pair, use: Use, file: str, texts: Texts) -> Iterator[Said]:
    """What is lost of results of functions that are called of the source's global where it is
    passed on, or by a name that is computed."""
    for name in pair.remembered(_losing):
        lost = pair.remembered(_lost, name, False)
        words = [(leaf or root).encode() for (root, _, leaf), _ in lost]
        if not texts.having(name.encode()) or not any(map(texts.having, words)):
            continue
        way = _way(script, pair, file, texts, lost)
        if use.kind == "escape":
            held = Wrapping((Layer(MEMBER, name), Layer(OPERATION)))
            way.follow(Bearer(file, script, use.chain), held)
        else:
            by_text(way, Bearer(file, script, use.chain), name)
        one = use._replace(name=name)
        yield from _told(script, pair, one, follow_on(way), texts, lost, ())


def _losing(pair: Pair) -> tuple[str, ...]:
    """The functions of the source whose results lose something."""
    return tuple(
        name
        for name in pair.functions
        if not pair.entry(name)["read"].get("form") and pair.remembered(_lost, name, False)
    )


def _place(name: str, script: Script, start: int) -> str:
    line = script.text.count(b"\n", 0, start) + 1
    return f"{name}:{line}"


def _lost(pair: Pair, name: str, managed: bool) -> Lost:
    """The places of a result that the target's may lack, and whether it has them never, whatever
    way of the call is taken."""
    ways = range(len(pair.entry(name, managed)["routes"]))
    every = [goals(pair, name, managed, way) for way in ways]
    found: dict[Key, bool] = {}
    for shape in every:
        for key, goal in shape.items():
            if goal.kind == "missing" or goal.doubt:
                kinds = {other[key].kind for other in every if key in other}
                found[key] = kinds == {"missing"}
    return tuple(found.items())


def _matters(lost: Lost, path: Path) -> bool:
    """Whether a part of a result holds something that may be lost."""
    for (root, entries, leaf), _ in lost:
        whole = (root, *((EACH,) if entries else ()), *((leaf,) if leaf is not None else ()))
        if len(path) < len(whole) and whole[: len(path)] == path:
            return True
    return False


def _way(script: Script, pair: Pair, file: str, texts: Texts, lost: Lost) -> Onward:
    """A way from a use, nothing of it gone yet."""
    words = frozenset((leaf or root).encode() for (root, _, leaf), _ in lost)
    return Onward(
        texts,
        file,
        script,
        pair.name,
        pair.remembered(stores_of),
        partial(_matters, lost),
        partial(_worth, texts, words),
    )


def _worth(texts: Texts, words: frozenset[bytes], file: str) -> bool:
    """Whether a file, or what belongs to it, reads a field by one of some names."""
    return os.path.splitext(file)[0] in texts.stems(words)


def _begin(way: Onward, place: Bearer, pair: Pair, use: Use) -> None:
    """Begin where a call gives its result: as what it returns, by its promise, to its handlers."""
    read = pair.entry(use.name, use.managed)["read"]
    form = read.get("form")
    if use.call is None:
        if not form:
            way.follow(place, Wrapping((Layer(OPERATION),)))
        return
    call = place.at(use.call)
    if form == AT_ONCE:
        if not read.get("returns"):
            way.follow(call, Wrapping())
    elif form == _LISTENER:
        given = arguments_of(use.call[-1])
        if given:
            call_back(way, call.of(given[0]), 0, Wrapping())
    elif not form:
        with_options(way, call, 0, Wrapping())
        if read.get("promise", pair.source["promise"]) != _NEVER:
            way.follow(call, Wrapping((A_PROMISE,)))

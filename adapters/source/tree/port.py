"""A whole tree ported: the walk, the files in parallel, and the runtime they share."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Final

from ....canonical.client import Client
from ....canonical.errors import InputError, MediaglotError
from ....canonical.rules import diagnostic
from ...system.cores import cores
from ...system.cycles import no_cycles
from ...system.interrupts import held_back, left_to_parent
from ..common.files import Found, read, walk
from ..common.finding import Finding
from ..common.imports import relative
from ..common.model import FilePort
from ..common.on_the_way import left_alone
from ..common.outcome import Style
from ..common.pair import Pair, pair
from ..common.script_place import UNKNOWN, ScriptPlace
from ..common.seen import seen
from ..markup.work import ALONE
from ..pages.kin import with_kin, with_members
from ..pages.parts import (
    PARTS,
    SCRIPTS,
    Part,
    has_config,
    port_configuration,
    port_part,
    suffixes_of,
)
from ..pages.verdict import pages_of
from ..program.asked_data import with_asked
from ..program.expansion import with_expanded
from ..program.hosts import with_hosts
from ..program.polyfills import with_polyfills
from ..program.programs import Programs, programs
from ..program.template_users import with_users
from ..script.concern import concern_of
from ..script.port import port_bytes
from .built_packages import by_paths, told_where_used
from .moved import in_moved_folders
from .package import with_lists
from .patterns import kept, patterns_of
from .ported import TreePort
from .roots import ProgramRoots, roots_of

_NAME: Final = attrgetter("name")
_MANY: Final = 2_000
"""Files of a tree that is worth the start of other processes."""
_CHUNK: Final = 64
_OTHERS: Final = frozenset({"template", "style"})
"""Kinds of files that are no scripts, and are known by their suffix."""
_ALONE: Final = _OTHERS | {"other"}
"""The same of one file alone."""


def port_tree(
    source: str | Path,
    *,
    read: str | Client,
    write: str | Client,
    style: Style | None = None,
    jobs: int = 0,
    progress: Callable[[int], None] | None = None,
    parts: Collection[Part] = SCRIPTS,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    packages: bool | None = None,
) -> TreePort:
    """Port every source under a folder (or one file); nothing is written.

    ``parts``: which parts of a program, of `parts.PARTS`; a single file is ported whatever it is.
    ``include``, ``exclude``: patterns as in a .gitignore at the top of the tree; what the first do
    not name, or the others do, stays as it is.
    ``packages``: what the source's tools have built into the program of other people's packages is
    ported with it, and brought by its path; by default where all parts are ported.
    ``jobs``: processes; 0 means one below 2,000 files, else one a core. ``progress`` is called
    with the number of files done since the last call. Raises `InputError` for unknown clients, an
    unreadable root, and packages of a source that builds none into its programs; `MediaglotError`
    when one of the processes dies.
    """
    both = pair(read, write)
    walked = walk(source, _package_folders(both, packages, parts))
    roots = roots_of(walked, both)
    style = style or Style()
    around: Programs | None = None
    todo = walked.sources() if "script" in parts else []
    lone = not os.path.isdir(source) and walked.found[0].what in _ALONE
    ends = suffixes_of(both) if lone else suffixes_of(both, parts)
    configured = ("config" in parts or lone) and has_config(both)
    if suffixes_of(both) or configured:
        around = programs(walked, both, "markup" in parts, configured)
    if around is not None and "markup" in parts:
        around = with_users(with_expanded(around, both), both)
    if around is not None and set(PARTS) <= set(parts):
        around = with_asked(
            with_hosts(with_members(with_kin(around, both), both), both), todo, both
        )
        around = with_polyfills(around, both)
    if ends:
        others = [item for item in walked.found if item.what in _OTHERS]
        todo += [item for item in others if item.name.lower().endswith(ends)]
    if around is not None:
        todo += [item for item in walked.found if item.name in around.configs.kinds]
    if lone and not todo:
        _other_vendor(walked.found[0], both)
    if os.path.isdir(source):
        todo = kept(todo, walked, patterns_of(include, exclude))
    todo.sort(key=_NAME)  # what is read of a script serves the template beside it
    if jobs <= 0:
        jobs = 1 if len(todo) < _MANY else cores()
    files: list[FilePort] = []
    if jobs == 1 or len(todo) <= _CHUNK:
        with no_cycles():
            for item in todo:
                done = _port(item, roots, both, style, walked.skipped, around)
                if done is not None:
                    files.append(done)
                if progress is not None:
                    progress(1)
    else:
        files = _parallel((todo, roots, both, style, around), jobs, walked.skipped, progress)
    files.sort(key=lambda file: file.name)
    files = in_moved_folders(files, walked, around, both)
    whole = around is not None and set(PARTS) <= set(parts)
    judged = pages_of(files, around, both) if around is not None and whole else ()
    if around is not None and around.packages and judged:
        files = told_where_used(files, judged, around.packages)
    port = TreePort(
        str(both.source["client"]),
        str(both.target["client"]),
        str(both.source["namespace"]),
        walked,
        tuple(files),
        roots,
        len(todo),
        seen(walked, both, sum(len(file.calls) for file in files), len(todo)),
        both.target["package"],
        judged,
    )
    return with_lists(port)


def _package_folders(both: Pair, asked: bool | None, parts: Collection[Part]) -> tuple[str, ...]:
    """Where the source's tools build packages into, where these are ported; raises `InputError`
    where they are asked for and that is not known."""
    folders = both.plan.read.profile.program.packages
    if asked is False or (asked is None and not set(PARTS) <= set(parts)):
        return ()
    if not folders and asked:
        text = f"no folder is known that the tools of {both.source['name']} build packages into"
        raise InputError(text)
    return tuple(folders)


Task = tuple[list[Found], ProgramRoots, Pair, Style, Programs | None]
"""What a worker needs: the files, the roots of mini-programs among them, how to port, and the
programs as templates need them."""


def _other_vendor(item: Found, both: Pair) -> None:
    """Raise `InputError` for one file that is none of the source's."""
    if item.what == "other":
        text = f"is no configuration that {both.source['name']} is known to have"
        raise InputError(text, place=item.path)
    ends = " or ".join(suffixes_of(both)) or "nothing: its profile says too little"
    text = f"is a file of templates or styles; of those, {both.source['name']} reads {ends}"
    raise InputError(text, place=item.path)


def _parallel(
    task: Task, jobs: int, skipped: Counter[str], progress: Callable[[int], None] | None
) -> list[FilePort]:
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    count = len(task[0])
    spans = [(at, min(at + _CHUNK, count)) for at in range(0, count, _CHUNK)]
    files: list[FilePort] = []
    with ProcessPoolExecutor(min(jobs, len(spans)), None, _start, (task,)) as pool:
        try:
            with held_back():  # which processes that are started now take over
                work = [pool.submit(_span, *span) for span in spans]
            for (start, stop), future in zip(spans, work, strict=True):
                done, counts = future.result()
                files.extend(done)
                skipped.update(counts)
                if progress is not None:
                    progress(stop - start)
        except BrokenProcessPool:
            raise MediaglotError("a process of the port died, for want of memory?") from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return files


_task: Task
"""The work of this process, in a worker only: sent once, or inherited, not with every span."""


def _start(task: Task) -> None:
    global _task
    _task = task
    gc.disable()
    left_to_parent()


def _span(start: int, stop: int) -> tuple[list[FilePort], Mapping[str, int]]:
    todo, roots, both, style, around = _task
    skipped: Counter[str] = Counter()
    result = [_port(item, roots, both, style, skipped, around) for item in todo[start:stop]]
    return [file for file in result if file is not None], skipped


def _port(
    item: Found,
    roots: ProgramRoots,
    both: Pair,
    style: Style,
    skipped: Counter[str],
    around: Programs | None,
) -> FilePort | None:
    """One file; None for a script that does not name the source's global."""
    data = read(item)
    if isinstance(data, str):
        skipped["unreadable"] += 1
        return left_alone(item.name, None, data)
    if item.what in _OTHERS or item.what == "other":
        return _port_part(data, item, both, around)

    def place() -> ScriptPlace:
        return around.script_place(item.name, both) if around is not None else UNKNOWN

    try:
        asked = around is not None and around.beside_template(item.name)
        concern = concern_of(data, item.name, both, place, asked)
        done = None
        if concern is not None:
            typed = roots.is_typed(item.name)
            done = port_bytes(
                data,
                item.name,
                both,
                style,
                lambda: relative(item.name, roots.runtime_of(item.name), typed),
                keep=False,
                es_module=typed,
                concern=concern,
                bar=around.bar_of(item.name) if around is not None else ("", ()),
                asked=around.asked if around is not None else {},
                texts=around.texts if around is not None and len(around.names) > 1 else None,
            )
        if around is not None and (around.has_packages or around.configs.aliases_of(item.name)):
            done = by_paths(done, data, item.name, around)
    except Exception as error:  # noqa: BLE001  (one file must not cost the port of a tree)
        return _failed(item, error)
    if done is not None and done.reason:
        skipped[done.reason] += 1
    return done


def _failed(item: Found, error: Exception) -> FilePort:
    text = f"the porter failed on this file ({type(error).__name__}: {error}); please report it"
    said = diagnostic("MG509", text, place=item.name, severity="error")
    finding = Finding(said, item.name, 1, 1, 1, 1, 0, 0, blocks="porter failed")
    return FilePort(item.name, None, findings=(finding,), reason="failed")


def _port_part(data: bytes, item: Found, both: Pair, around: Programs | None) -> FilePort:
    """A file of another part than scripts, which keeps its name where that of the port is taken."""
    try:
        kind = around.configs.kinds.get(item.name) if around is not None else None
        if kind is not None:
            tree = around if around is not None and len(around.names) > 1 else None
            done = port_configuration(data, item.name, both, kind, tree)
        else:
            place = around.around(item.name) if around is not None else ALONE
            done = port_part(data, item.name, both, place)
    except Exception as error:  # noqa: BLE001  (one file must not cost the port of a tree)
        return _failed(item, error)
    if done.goal and around is not None and around.has(done.goal):
        text = f"{done.goal} is there already: the file was left as it was"
        said = diagnostic("MG730", text, place=item.name)
        refusal = Finding(said, item.name, 1, 1, 1, 1, 0, 0, blocks="name taken")
        return FilePort(item.name, data, findings=(refusal,), uses=1)
    return done

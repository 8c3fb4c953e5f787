"""A whole tree ported: the walk, the files in parallel, and the runtime they share."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from ...canonical.client import Client
from ...canonical.diagnostics import LOSSLESS
from ...canonical.errors import InputError, MediaglotError
from ...canonical.rules import diagnostic
from ...canonical.values import Value
from ..system.cores import cores
from ..system.cycles import no_cycles
from ..system.interrupts import held_back, left_to_parent
from .calls import Style
from .components.place import UNKNOWN, helper_beside
from .files import Found, Walked, read, walk
from .imports import relative
from .markup.program import Programs, programs
from .markup.work import ALONE
from .model import NATIVE, REFUSED, RUNTIME, FilePort, Finding
from .moved import in_moved_folders
from .on_the_way import left_alone
from .package import with_lists
from .pages.verdict import PagePort, counted, pages_of
from .pair import ASKING, Pair, pair
from .parts import PARTS, SCRIPTS, Part, has_config, port_configuration, port_part, suffixes_of
from .port import concerns, port_bytes
from .roots import ProgramRoots, roots_of
from .seen import NotPorted, seen
from .verdict import VERDICTS, Ranked, Verdict, ranked_blockers, ranked_losses

_MANY: Final = 2_000
"""Files of a tree that is worth the start of other processes."""
_CHUNK: Final = 64
_OTHERS: Final = frozenset({"template", "style"})
"""Kinds of files that are no scripts, and are known by their suffix."""
_ALONE: Final = _OTHERS | {"other"}
"""The same of one file alone."""


@attrs.frozen(eq=False, repr=False)
class Needed(Value):
    """A runtime file to write: its functions, its module format, and whether it needs types.

    ``whole``: it has all functions: a file needs them all, or one of this pair stands there, which
    other files call.
    """

    apis: frozenset[str]
    module: str
    typed: bool
    whole: bool = False


@attrs.frozen(eq=False, repr=False)
class TreePort(Value):
    """The port of a tree. ``files`` are those that name the source's global, in name order.

    ``runtimes`` gives the generated runtimes to write, by name; ``pages`` are those of the tree's
    programs, where all parts are ported, each program's own files first.
    """

    read: str
    write: str
    namespace: str
    walked: Walked = attrs.field(repr=False)
    files: tuple[FilePort, ...] = attrs.field(repr=False)
    roots: ProgramRoots = attrs.field(repr=False)
    looked: int = 0
    seen: NotPorted = NotPorted()
    package: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    pages: tuple[PagePort, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """Every finding that no comment silenced, in the order of files and places."""
        return [item for file in self.files for item in file.findings if not item.ignored]

    def count(self, how: str) -> int:
        """How many calls ended that way."""
        return sum(file.count(how) for file in self.files)

    @property
    def judged(self) -> list[FilePort]:
        """The files that use the source's global, by name."""
        return [file for file in self.files if file.verdict]

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many files are blocked, complete with losses, and complete."""
        counts = Counter(file.verdict for file in self.files)
        return {verdict: counts[verdict] for verdict in VERDICTS}

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of a file; empty where none uses the source's global."""
        found: list[Verdict] = [verdict for verdict, count in self.verdicts.items() if count]
        return found[0] if found else ""

    @property
    def blockers(self) -> tuple[Ranked, ...]:
        """What blocks files, first what frees most of them by itself."""
        return ranked_blockers(self.files)

    @property
    def losses(self) -> tuple[Ranked, ...]:
        """What is lost, first what is in most files."""
        return ranked_losses(self.files)

    @property
    def page_verdicts(self) -> dict[Verdict, int]:
        """How many pages are blocked, complete with losses, and complete."""
        return counted(self.pages)

    @property
    def page_blockers(self) -> tuple[Ranked, ...]:
        """What blocks pages, first what frees most of them by itself."""
        return ranked_blockers(page for page in self.pages if not page.whole)

    @property
    def remaining(self) -> Counter[str]:
        """Other members of the source's global, by name."""
        total: Counter[str] = Counter()
        for file in self.files:
            for name, count in file.remaining.items():
                total[name] += count
        return total

    @property
    def templates(self) -> Counter[str]:
        """Templates and template scripts that stay as they are, by suffix."""
        ported = {file.name for file in self.files}
        return Counter(
            os.path.splitext(item.name)[1]
            for item in self.walked.found
            if item.what == "template" and item.name not in ported
        )

    @property
    def runtimes(self) -> dict[str, Needed]:
        """The runtime files to write, and what each must have."""
        needed: dict[str, Needed] = {}
        for file in self.files:
            if not file.module:
                continue
            name = self.roots.runtime_of(file.name)
            there = self.roots.whole.get(name, "")
            form = there or self.roots.form_of(name)
            if not form and file.name.lower().endswith((".mjs", ".mts")):
                form = "cjs"  # beside it a .js file is no ES module, and either kind can have it
            known = needed.get(name, Needed(frozenset(), form or file.module, False, bool(there)))
            typed = os.path.splitext(file.name)[1] in (".ts", ".tsx")
            needed[name] = Needed(
                known.apis | (file.runtime - {ASKING}),
                self.roots.form_of(name)
                or ("esm" if known.module == (form or file.module) == "esm" else "cjs"),
                known.typed or typed,
                known.whole or file.whole,
            )
        return dict(sorted(needed.items()))

    @property
    def helpers(self) -> dict[str, Needed]:
        """The generated modules of components to write, and what each must have."""
        needed: dict[str, Needed] = {}
        for file in self.files:
            if not file.helper:
                continue
            name = helper_beside(self.roots.runtime_of(file.name))
            form = self.roots.form_of(name)
            known = needed.get(name, Needed(frozenset(), form or file.helper_module, False))
            typed = os.path.splitext(file.name)[1] in (".ts", ".tsx")
            needed[name] = Needed(
                known.apis | file.helper,
                form or ("esm" if known.module == file.helper_module == "esm" else "cjs"),
                known.typed or typed,
                (Path(self.walked.root) / name).is_file(),
            )
        return dict(sorted(needed.items()))

    def failed(self, level: str) -> bool:
        """Whether something falls under ``--fail-on``: ``error`` (an error, or a file or page that
        is blocked), ``lossy`` (a loss, too) or ``never``."""
        if level == "never":
            return False
        if any(item.diagnostic.severity == "error" or item.blocks for item in self.findings):
            return True
        if any(page.blockers for page in self.pages):
            return True
        lost = any(item.diagnostic.loss not in LOSSLESS for item in self.findings)
        lost = lost or any(page.losses for page in self.pages)
        return self.astray or (level == "lossy" and lost)

    @property
    def astray(self) -> bool:
        """Whether a whole tree was ported for a global it does not use, while others are."""
        return (
            not self.lone and not any(file.calls for file in self.files) and bool(self.seen.globals)
        )

    @property
    def lone(self) -> bool:
        """Whether it is the port of one file."""
        return len(self.walked.found) == 1

    @property
    def left(self) -> int:
        """Uses of the source's global that no profile knows: they throw on the target."""
        return sum(file.left for file in self.files)

    def to_plain(self) -> dict[str, Any]:
        """The report as JSON-like values."""
        return {
            "version": 1,
            "read": self.read,
            "write": self.write,
            "summary": self.summary(),
            "verdict": self.verdict or None,
            "blockers": [row.to_plain() for row in self.blockers],
            "losses": [row.to_plain(ranked=False) for row in self.losses],
            "remaining": dict(sorted(self.remaining.items(), key=lambda kv: (-kv[1], kv[0]))),
            "templates": dict(sorted(self.templates.items())),
            "skipped": dict(sorted(self.walked.skipped.items())),
            "runtimes": {name: sorted(need.apis) for name, need in self.runtimes.items()},
            "seen": self.seen.to_plain(),
            "hints": self.seen.hints(self.namespace),
            **self.pages_plain(),
            "files": [_file_plain(file) for file in self.files],
        }

    def pages_plain(self) -> dict[str, Any]:
        """The pages and what blocks them as JSON-like values; nothing without pages."""
        if not self.pages:
            return {}
        return {
            "pageBlockers": [row.to_plain() for row in self.page_blockers],
            "pages": [page.to_plain() for page in self.pages],
        }

    def summary(self) -> dict[str, int]:
        """Totals of files, verdicts, calls and findings."""
        severities = Counter(item.diagnostic.severity for item in self.findings)
        ways = Counter(call.how for file in self.files for call in file.calls)
        return {
            "files": self.looked,
            "filesWithGlobal": len(self.files),
            "changed": sum(file.changed for file in self.files),
            **{str(verdict): count for verdict, count in reversed(self.verdicts.items())},
            "calls": ways.total(),
            "native": ways[NATIVE],
            "runtime": ways[RUNTIME],
            "refused": ways[REFUSED],
            "errors": severities["error"],
            "warnings": severities["warning"],
            "infos": severities["info"],
            "left": self.left,
            **self._pages_counted(),
        }

    def _pages_counted(self) -> dict[str, int]:
        pages = [page for page in self.pages if not page.whole]
        if not pages:
            return {}
        verdicts = reversed(self.page_verdicts.items())
        eye = sum(page.verdict == "lossy" and page.eye for page in pages)
        counts = {f"pages{str(verdict).capitalize()}": count for verdict, count in verdicts}
        return {"pages": len(pages), **counts, "pagesCosmetic": eye}


def _file_plain(file: FilePort) -> dict[str, Any]:
    return {
        "file": file.name,
        **({"goal": file.goal} if file.goal else {}),
        "changed": file.changed,
        "verdict": file.verdict or None,
        "blockers": [cause.to_plain() for cause in file.blockers],
        "losses": [cause.to_plain() for cause in file.losses],
        "native": file.count(NATIVE),
        "runtime": file.count(RUNTIME),
        "refused": file.count(REFUSED),
        "calls": [call.to_plain() for call in file.calls],
        "diagnostics": [item.to_plain() for item in file.findings if not item.ignored],
        "remaining": dict(sorted(file.remaining.items())),
        **({"reason": file.reason} if file.reason else {}),
    }


def port_tree(
    source: str | Path,
    *,
    read: str | Client,
    write: str | Client,
    style: Style | None = None,
    jobs: int = 0,
    progress: Callable[[int], None] | None = None,
    parts: Collection[Part] = SCRIPTS,
) -> TreePort:
    """Port every source under a folder (or one file); nothing is written.

    ``parts``: which parts of a program, of `parts.PARTS`; a single file is ported whatever it is.
    ``jobs``: processes; 0 means one below 2,000 files, else one a core. ``progress`` is called
    with the number of files done since the last call. Raises `InputError` for unknown clients
    and an unreadable root, `MediaglotError` when one of the processes dies.
    """
    both = pair(read, write)
    walked = walk(source)
    roots = roots_of(walked, both)
    style = style or Style()
    around: Programs | None = None
    todo = walked.sources() if "script" in parts else []
    lone = not os.path.isdir(source) and walked.found[0].what in _ALONE
    ends = suffixes_of(both) if lone else suffixes_of(both, parts)
    configured = ("config" in parts or lone) and has_config(both)
    if suffixes_of(both) or configured:
        around = programs(walked, both, "markup" in parts, configured)
    if ends:
        others = [item for item in walked.found if item.what in _OTHERS]
        todo += [item for item in others if item.name.lower().endswith(ends)]
    if around is not None:
        todo += [item for item in walked.found if item.name in around.configs.kinds]
    if lone and not todo:
        _other_vendor(walked.found[0], both)
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
    found = [_port(item, roots, both, style, skipped, around) for item in todo[start:stop]]
    return [file for file in found if file is not None], skipped


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
    if not concerns(data, item.name, both):
        return None
    typed = roots.is_typed(item.name)
    try:
        done = port_bytes(
            data,
            item.name,
            both,
            style,
            lambda: relative(item.name, roots.runtime_of(item.name), typed),
            keep=False,
            es_module=typed,
            place=lambda: around.script_place(item.name, both) if around is not None else UNKNOWN,
        )
    except Exception as error:  # noqa: BLE001  (one file must not cost the port of a tree)
        return _failed(item, error)
    if done.reason:
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
        told = Finding(said, item.name, 1, 1, 1, 1, 0, 0, blocks="name taken")
        return FilePort(item.name, data, findings=(told,), uses=1)
    return done

"""``mediaglot normalize``: messages in JSON Lines, to one shape."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, Final

import attrs
import click
import orjson

from ...canonical.diagnostics import LOSSLESS
from ...canonical.errors import InputError
from ..messages.lines import MAX_LINE, Bad, Done, lines
from . import complete
from .output import whole_file

EPILOG: Final = """\
\b
A line is a bare payload (with --api) or {"api": "chooseImage", "payload": {...}}, which may
name its client: "read": "my/android". Output keeps the order of the lines:
  {"api": "chooseImage", "ok": true, "result": {...}}                       a success
  {"api": "chooseImage", "ok": false, "failure": {"kind": "cancelled", ...}}  a failure
  {...}                                          with --to: the reply as that vendor gives it
  {"api": "chooseMedia", "payload": {...}}       with --to --kind request: what to call there
\b
Exit status: 0 done; 1 done, but a line was bad or refused (see --fail-on); 2 usage, input
that cannot be read, or stopped by --on-error stop.
\b
Examples:
  mediaglot normalize --from my --api chooseImage replies.jsonl
  mediaglot normalize --from my --to wx --out wx.jsonl replies.jsonl
  kubectl logs app | mediaglot normalize --from tt --on-error keep | jq .failure.kind
  mediaglot normalize --kind request --from wx --to my --diagnostics calls.jsonl
"""


@attrs.define
class _Tally:
    read: int = 0
    bad: int = 0
    errors: int = 0
    lossy: int = 0
    codes: Counter[str] = attrs.field(factory=Counter)

    def add(self, done: Done | Bad) -> None:
        self.read += 1
        if isinstance(done, Bad):
            self.bad += 1
            return
        for item in done.diagnostics:
            self.codes[item.code] += 1
            self.errors += item.severity == "error"
            self.lossy += item.loss not in LOSSLESS


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--from",
    "read",
    metavar="CLIENT",
    shell_complete=complete.clients,
    help="Whose messages: my, tt/android@7.47.0.",
)
@click.option(
    "--to",
    "write",
    metavar="CLIENT",
    shell_complete=complete.clients,
    help="The dialect wanted; default: canonical.",
)
@click.option(
    "--api",
    metavar="API",
    shell_complete=complete.apis,
    help="The API of lines that are bare payloads.",
)
@click.option(
    "--kind",
    type=click.Choice(["reply", "request"]),
    default="reply",
    show_default=True,
    help="What the payloads are; replies are told into results and failures.",
)
@click.option(
    "--on-error",
    type=click.Choice(["skip", "stop", "keep"]),
    default="skip",
    show_default=True,
    help='A bad line: leave it out, stop, or write {"line": n, "error": ...} in its place.',
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "lossy", "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 when a line was bad or refused, or when anything was lost, or never.",
)
@click.option("--diagnostics", is_flag=True, help="Put what was not kept into each line.")
@click.option("--envelope", is_flag=True, help="Keep the line's other keys around the payload.")
@click.option("--out", metavar="FILE", help="Write to FILE, which appears when all is done.")
@click.option(
    "--max-line",
    type=click.IntRange(min=1),
    metavar="BYTES",
    default=MAX_LINE,
    show_default=True,
    help="A longer line is a bad line.",
)
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How bad lines and the summary are told, on standard error.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary, no bad lines told.")
@click.pass_context
def normalize(
    ctx: click.Context,
    files: tuple[str, ...],
    read: str | None,
    write: str | None,
    api: str | None,
    kind: str,
    on_error: str,
    fail_on: str,
    diagnostics: bool,
    envelope: bool,
    out: str | None,
    max_line: int,
    format: str,  # noqa: A002
    quiet: bool,
) -> None:
    """Read messages of any vendor as JSON Lines; write canonical ones, or another vendor's.

    Reads FILEs, or standard input without them (or for -). Memory does not grow with the input.
    """
    from ..messages.stream import Settings, processor

    settings = Settings(
        read=read,
        write=write,
        api=api,
        kind="request" if kind == "request" else "reply",
        diagnostics=diagnostics,
        envelope=envelope,
    )
    process = processor(settings)
    for name in files:
        if name != "-" and not _is_pipe(name):
            with _opened(name):
                pass
    tally = _Tally()
    with ExitStack() as stack:
        target: IO[bytes] = sys.stdout.buffer
        if out not in (None, "-"):
            target = stack.enter_context(whole_file(str(out)))
        progress = stack.enter_context(_progress(tally, quiet))
        for place, number, done in _outcomes(files or ("-",), process, max_line):
            tally.add(done)
            progress.tick()
            if isinstance(done, Done):
                target.write(done.data + b"\n")
                continue
            if on_error == "stop":
                raise InputError(done.message, place=place)
            if on_error == "keep":
                target.write(orjson.dumps({"line": number, "error": done.message}) + b"\n")
            if not quiet:
                progress.clear()
                click.echo(_told(place, number, done.message, format), err=True)
        target.flush()
    if not quiet:
        click.echo(_summary(tally, format), err=True)
    failed = {"error": tally.bad or tally.errors, "never": 0}
    failed["lossy"] = failed["error"] or tally.lossy
    ctx.exit(1 if failed[fail_on] else 0)


def _told(place: str, number: int, message: str, format: str) -> str:  # noqa: A002
    if format == "text":
        return f"{place}: {message}"
    file = place.rpartition(":")[0]
    return orjson.dumps({"file": file, "line": number, "error": message}).decode()


def _summary(tally: _Tally, format: str) -> str:  # noqa: A002
    codes = dict(sorted(tally.codes.items()))
    if format == "json":
        return orjson.dumps({"lines": tally.read, "bad": tally.bad, "codes": codes}).decode()
    text = f"normalize: {tally.read:,} line{'s' if tally.read != 1 else ''}, {tally.bad:,} bad"
    if codes:
        text += f"; {', '.join(f'{code} x {count:,}' for code, count in codes.items())}"
    return text


def _outcomes(
    files: tuple[str, ...], process: Callable[[bytes], Done | Bad], max_line: int
) -> Iterator[tuple[str, int, Done | Bad]]:
    """Place, number and outcome of each line of all files, in order."""
    for name in files:
        shown = "<stdin>" if name == "-" else name
        with _opened(name) as source:
            for number, line in lines(source, max_line):
                done = line if isinstance(line, Bad) else process(line)
                yield f"{shown}:{number}", number, done


def _is_pipe(name: str) -> bool:
    """A pipe (``<(command)``) can be opened only once."""
    try:
        return stat.S_ISFIFO(os.stat(name).st_mode)
    except (OSError, ValueError):
        return False


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = open(name, "rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", place=name) from None
    with stream:
        yield stream


class _Progress:
    """One line on standard error, rewritten a few times a second, if it is a terminal."""

    def __init__(self, tally: _Tally, shown: bool) -> None:
        self.tally, self.shown = tally, shown
        self.start = self.last = time.monotonic()
        self.drawn = False

    def tick(self) -> None:
        if not self.shown or self.tally.read % 256:
            return
        now = time.monotonic()
        if now - self.last < 0.2:
            return
        self.last, self.drawn = now, True
        rate = self.tally.read / (now - self.start)
        text = f"{self.tally.read:,} lines, {self.tally.bad:,} bad, {rate:,.0f} a second"
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    def clear(self) -> None:
        if self.drawn:
            sys.stderr.write("\r\x1b[K")
            self.drawn = False


@contextmanager
def _progress(tally: _Tally, quiet: bool) -> Iterator[_Progress]:
    progress = _Progress(tally, sys.stderr.isatty() and not quiet)
    try:
        yield progress
    finally:
        progress.clear()

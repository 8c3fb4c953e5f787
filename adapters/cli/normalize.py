"""``mediaglot normalize``: messages in JSON Lines, to one shape."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Final

import attrs
import click

from ...canonical.errors import InputError
from ...canonical.rules import RULES
from ..system.cores import cores
from ..system.places import is_standard_output, reads, writes
from . import complete
from .bad_lines import BadLines
from .file_args import LINES, all_apart, file_name
from .output import whole_file
from .progress import Progress
from .settled_args import SettledOptions, settled_by, settled_options, written
from .volume_args import check_files, of_the_log, volume_options

if TYPE_CHECKING:
    from ..lines.framing import OnBad, Said, Tally
    from ..system.baseline_file import Known

EPILOG: Final = """\
A line is a bare payload (with --api) or {"api": "chooseImage", "payload": {...}}, which may
name its client: "read": "my/android". --map and --words take a log's own names, and a payload
may be JSON in a text. Output keeps the order of the lines:

\b
a success
  {"api": "chooseImage", "ok": true, "result": {...}}
a failure
  {"api": "chooseImage", "ok": false, "failure": {"kind": "cancelled", ...}}
with --to: the reply as that vendor gives it
  {...}
with --to --kind request: what to call there
  {"api": "chooseMedia", "payload": {...}}

Exit status: 0 done; 1 done, but a line was bad or refused (see --fail-on); 2 usage, input
that cannot be read, or stopped by --on-error stop.

\b
Examples:
  mediaglot normalize --from my --api chooseImage replies.jsonl
  mediaglot normalize --from my --to wx --out wx.jsonl replies.jsonl
  kubectl logs app | mediaglot normalize --from tt --on-error keep | jq .ok
  mediaglot normalize --kind request --from wx --to my --diagnostics \\
      calls.jsonl
  mediaglot normalize --from my --jobs 8 --rejects bad.jsonl \\
      --out all.jsonl logs/*.jsonl          # again with --resume: it goes on
  mediaglot normalize --from my --api chooseImage --out rows.parquet \\
      replies.jsonl
  mediaglot normalize --from wx --api getImageInfo --out rows.parquet \\
      replies.parquet
  mediaglot normalize --map method=api,platform=read,data=payload \\
      --words weapp=wx,alipay=my --envelope mixed.jsonl.gz
"""


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=file_name())
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
@click.option(
    "--out",
    metavar="FILE",
    type=file_name(*LINES, ".parquet"),
    help="Write to FILE, which appears when all is done; .parquet: as columns.",
)
@settled_options
@volume_options
@click.option(
    "--resume", is_flag=True, help="Go on where a run with the same --out and input was stopped."
)
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How bad lines and the summary are told, on standard error: ten bad lines each, the "
    "others by reason. --rejects has all.",
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
    on_error: OnBad,
    fail_on: str,
    diagnostics: bool,
    envelope: bool,
    out: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: str | None,
    write_baseline: bool,
    rejects: str | None,
    keys: tuple[str, ...],
    words: tuple[str, ...],
    jobs: int,
    resume: bool,
    max_line: int,
    format: str,  # noqa: A002
    quiet: bool,
) -> None:
    """Read messages of any vendor as JSON Lines; write canonical ones, or another vendor's.

    Reads FILEs, or standard input without them (or for -): JSON Lines, an array of JSON, CSV,
    Parquet, Arrow, packed or not. Memory does not grow with the input.
    """
    from ..lines.framing import Tally
    from ..lines.stream import LineSettings
    from ..volume.job import Job
    from ..volume.run import places, run, size_of

    settled = settled_by("normalize", select, ignore, baseline, write_baseline)
    if out is not None and is_standard_output(out):
        out = "-"
    job = Job(
        settings=LineSettings(
            read=read,
            write=write,
            api=api,
            kind="request" if kind == "request" else "reply",
            diagnostics=diagnostics,
            envelope=envelope,
            **of_the_log(keys, words),
        ),
        files=files or ("-",),
        out=None if out in (None, "-") else _regular(str(out)),
        rejects=rejects,
        on_bad=on_error,
        max_line=max_line,
        jobs=jobs or cores(),
        resume=resume,
    )
    check_files(files)
    streams = [name for name in job.files if name == "-"]
    stream = writes("--out", out or "-") if job.out is None else []
    all_apart(places(job), reads("an input", *streams), stream, settled.places())
    with ExitStack() as stack:
        target: IO[bytes] = sys.stdout.buffer
        if job.out is None and out not in (None, "-"):
            target = stack.enter_context(whole_file(str(out)))
        progress = Progress(size_of(job.files), sys.stderr.isatty() and not quiet)

        bad = BadLines(progress, format)
        try:
            state = run(
                job,
                target,
                source=sys.stdin.buffer,
                watch=progress.tick,
                complain=None if quiet or rejects or on_error == "stop" else bad,
            )
        except (KeyboardInterrupt, OSError) as error:
            progress.clear()
            if job.out is not None and not job.columns and os.path.exists(f"{job.out}.part"):
                left = f"what is done is in {job.out}.part: --resume goes on"
                if isinstance(error, KeyboardInterrupt):
                    raise KeyboardInterrupt(left) from None
                click.echo(f"stopped; {left}", err=True)
            raise
        except ImportError as error:
            raise InputError(str(error)) from None
        finally:
            progress.clear()
    if settled.writes:
        settled = _known_now(settled, state.tally, quiet)
    told = {said: n for said, n in state.tally.said.items() if settled.tells(known_by(said))}
    hushed = state.tally.said.total() - sum(told.values())
    counts = Tally(state.tally.lines, state.tally.bad, Counter(told))
    if not quiet:
        bad.finish()
        click.echo(_summary(counts, hushed, format), err=True)
    failed = {"error": counts.bad or counts.errors, "never": 0}
    failed["lossy"] = failed["error"] or counts.lossy
    ctx.exit(1 if failed[fail_on] else 0)


def known_by(said: Said) -> Known:
    """What a thing that was said is known by: the vendor's API, the rule, the field."""
    code, vendor, api, place, *_ = said
    return f"{vendor} {api}", code, place


def _known_now(settled: SettledOptions, tally: Tally, quiet: bool) -> SettledOptions:
    """What a baseline knows and what is told now, written: a log of one day does not show all."""
    from ..system.baseline_file import counted, part_of, read_baseline

    found = {known_by(said) for said in tally.said}
    found = {key for key in found if not settled.rules.settles(key[1])}
    before: set[Known] = set()
    if os.path.exists(str(settled.file)):
        part = part_of(read_baseline(str(settled.file)), settled.part, str(settled.file)) or {}
        before = set(counted(part, str(settled.file)))
    known = sorted(found | before)
    made = {"findings": [{"file": of, "code": code, "digest": at} for of, code, at in known]}
    written(settled, made, quiet)
    return attrs.evolve(settled, known=Counter(known))


def _regular(out: str) -> str | None:
    """The output, if it is a file that can grow in parts: no device, no pipe."""
    return out if not os.path.exists(out) or os.path.isfile(out) else None


def _summary(tally: Tally, hushed: int, format: str) -> str:  # noqa: A002
    import orjson

    codes = dict(sorted(tally.codes.items()))
    if format == "json":
        plain = {"lines": tally.lines, "bad": tally.bad, "codes": codes}
        return orjson.dumps({**plain, **({"hushed": hushed} if hushed else {})}).decode()
    text = f"normalize: {tally.lines:,} line{'s' if tally.lines != 1 else ''}, {tally.bad:,} bad"
    if codes:
        named = (f"{code} {RULES[code].name} x {count:,}" for code, count in codes.items())
        text += f"; {', '.join(named)}"
    return f"{text}; {hushed:,} settled" if hushed else text

"""``mediaglot compress``: pictures and videos as a client's own compression would leave them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Hashable
from pathlib import Path
from typing import Any, Final

import attrs
import click

from ...canonical.client import parse_client
from ...canonical.engine.codec import (
    CompressRule,
    Resize,
    compress_image,
    remarks,
    with_no_trace,
)
from ...canonical.engine.faults import MediaError
from ...canonical.engine.heads import read_image_head
from ...canonical.engine.paths import place_new, plain_name
from ...canonical.engine.reader import read_through
from ...canonical.engine.sniff import VIDEO_FORMATS, fits, sniff, suffix_of
from ...canonical.engine.video_codec import VideoRule, compress_video
from ...canonical.errors import InputError
from ..system.cores import MAX_JOBS, cores
from ..system.places import folded, identity
from .file_args import file_name, folder_name
from .media_args import exit_status, files_of, megabytes, spread
from .output import FORMAT, table, write_json

EPILOG: Final = """\
\b
Examples:
  mediaglot compress photo.jpg --client tt/ios --quality 60 --out small/
  mediaglot compress album/ --client wx --max-width 1280 --out small/ --jobs 4
  mediaglot compress clip.mp4 --client wx --video-quality low --out small/
"""


@attrs.frozen
class Done:
    """One file: sizes before and after in bytes, or why it failed; ``note``: what was not done."""

    before: int = 0
    after: int = 0
    out: str = ""
    format: str = ""
    error: str = ""
    note: str = ""


@attrs.frozen
class CompressJob:
    """How every file of one run is compressed."""

    client: str
    rule: CompressRule
    quality: int
    resize: Resize
    video: VideoRule | None
    why_no_video: str


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, type=file_name())
@click.option("--client", required=True, help="The client whose rules to use, such as tt/ios.")
@click.option("--out", required=True, type=folder_name, help="Folder to write to.")
@click.option("--quality", type=int, help="0 to 100; default: the client's own default.")
@click.option("--width", type=click.IntRange(1), help="Pixels; alone: ratio kept.")
@click.option("--height", type=click.IntRange(1), help="Pixels; alone: ratio kept.")
@click.option("--max-width", type=click.IntRange(1), help="Shrink to at most this.")
@click.option("--max-height", type=click.IntRange(1), help="Shrink to at most this.")
@click.option(
    "--video-quality",
    type=click.Choice(["low", "medium", "high"]),
    default="medium",
    show_default=True,
)
@click.option(
    "--jobs", type=click.IntRange(1, MAX_JOBS), help="Files at a time; default: all cores."
)
@click.option("--force", is_flag=True, help="Replace files in the folder. Never an input.")
@FORMAT
def compress(
    files: tuple[str, ...],
    client: str,
    out: str,
    quality: int | None,
    width: int | None,
    height: int | None,
    max_width: int | None,
    max_height: int | None,
    video_quality: str,
    jobs: int | None,
    force: bool,
    format: str,  # noqa: A002
) -> int:
    """Compress FILES (folders: the files in them) as CLIENT would, into another folder.

    Names are kept, with the suffix of the new format where that changes. An input is never
    overwritten. Exit status 1 when a file could not be compressed, 2 when none could.
    """
    paths = list(dict.fromkeys(files_of(files)))
    job = _job(
        client,
        quality,
        Resize(width or 0, height or 0, max_width or 0, max_height or 0),
        video_quality,
    )
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    targets = _targets(paths, folder)
    work = _worker(job, targets, frozenset(identity(str(path)) for path in paths), force)
    results = list(spread(work, paths, jobs=jobs or cores(), label="compressing"))
    failed = sum(bool(done.error) for _, done in results)
    if format == "json":
        write_json(
            [
                {"file": str(path), **{k: v for k, v in attrs.asdict(done).items() if v != ""}}
                for path, done in results
            ]
        )
    else:
        _report(results)
    return exit_status(failed, len(results))


def _job(client: str, quality: int | None, resize: Resize, video_quality: str) -> CompressJob:
    from ...canonical.operations import OPERATIONS
    from ..host.rules import behaviour, with_default_os
    from ..plan.kinds import KINDS
    from ..plan.pair import client_profile

    wanted = parse_client(client)
    view = client_profile(with_default_os(wanted, client_profile(wanted)))
    api = view.api("compressImage")
    if not api.support.usable:
        raise InputError(f"{client} has no {api.name}: {api.support.text}", place="--client")
    how = behaviour(api)
    low, high, default = 0.0, 100.0, how.quality
    param = api.params.get("quality")
    facts = param.facts if param is not None else None
    of = OPERATIONS[api.canonical].options["quality"].kind
    if facts is not None and not KINDS[facts.type or of].approximate:  # no scale of levels
        low = facts.min if facts.min is not None else low
        high = facts.max if facts.max is not None else high
        default = facts.default if isinstance(facts.default, int) else default
    quality = default if quality is None else quality
    if not low <= quality <= high:
        raise InputError(f"{client} takes {low:g} to {high:g}, got {quality}", place="--quality")
    video = view.apis.get("compressVideo")
    rule: VideoRule | None = None
    why = f"{view.profile.name} has no compressVideo"
    if video is not None and video.support.usable and video.facts.support is not False:
        share = behaviour(video).presets.get(video_quality)
        rule = VideoRule(share=share) if share else None
        why = f"the profile of {view.profile.name} does not say how strong {video_quality} is"
    return CompressJob(client, how.compress, quality, resize, rule, why)


def _targets(paths: list[Path], folder: Path) -> dict[Path, Path]:
    """Where each input goes, its suffix left open; names that differ in no more are numbered."""
    stems = {folded(path.stem) for path in paths}
    taken: set[str] = set()
    targets: dict[Path, Path] = {}
    for path in paths:
        name, count = path.stem, 1
        while folded(name) in taken or (count > 1 and folded(name) in stems):
            count += 1
            name = f"{path.stem} ({count})"
        taken.add(folded(name))
        targets[path] = folder / name
    return targets


def _worker(
    job: CompressJob, targets: dict[Path, Path], inputs: frozenset[Hashable | None], force: bool
) -> Any:
    def work(path: Path) -> Done:
        try:
            return _compress_one(job, path, targets[path], inputs, force)
        except MediaError as error:
            return Done(error=error.message)
        except OSError as error:
            return Done(error=error.strerror or str(error))

    return work


def _compress_one(
    job: CompressJob, path: Path, target: Path, inputs: frozenset[Hashable | None], force: bool
) -> Done:
    name, before = read_through(path, lambda reader: (sniff(reader.head), reader.size))
    part = Path(tempfile.mktemp(prefix=".mediaglot-", dir=target.parent))  # noqa: S306  (opened with "x")
    try:
        note = ""
        if name in VIDEO_FORMATS:
            if job.video is None:
                return Done(error=job.why_no_video)
            made = compress_video(path, part, job.video).format
        else:
            lost = remarks(read_image_head(path), job.rule, job.resize)
            note = "; ".join(f"{code}: {text}" for code, text in lost)
            head = compress_image(path, part, quality=job.quality, rule=job.rule, resize=job.resize)
            made = head.format
        suffix = path.suffix if fits(made, path.suffix) else f".{suffix_of(made)}"
        place = target.with_name(target.name + suffix)
        if identity(str(place)) in inputs:
            return Done(error=f"{place} is an input; choose another --out")
        if force:
            os.replace(part, place)
        else:
            try:
                place_new(part, place)
            except FileExistsError:
                return Done(error=f"{place} exists; --force replaces it")
        return Done(before, place.stat().st_size, str(place), made, note=note)
    finally:
        with_no_trace(part)


def _report(results: list[tuple[Path, Done]]) -> None:
    rows: list[list[str]] = []
    before = after = 0
    for path, done in results:
        if done.error:
            error = plain_name(done.error)
            rows.append([plain_name(str(path)), "error", "", "", error])
            continue
        before, after = before + done.before, after + done.after
        rows.append(
            [
                plain_name(str(path)), megabytes(done.before), megabytes(done.after),
                _share(done.before, done.after), plain_name(done.out),
            ]
        )  # fmt: skip
    table(["file", "before", "after", "saved", "out"], rows)
    for path, done in results:
        if done.note:
            click.echo(f"{plain_name(str(path))}: {done.note}", err=True)
    good = sum(not done.error for _, done in results)
    click.echo(
        f"{good} of {len(results)} files: {megabytes(before)} became {megabytes(after)}, "
        f"{_share(before, after)} saved"
    )


def _share(before: int, after: int) -> str:
    return f"{100 * (before - after) / before:.0f} %" if before else "0 %"

"""``mediaglot verify --pages``: what stands on the pages of original and port, side by side."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import click

from .output import table, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..verify.pages import PagesVerified, PageVerdict


def report_pages(verified: PagesVerified, form: str, everything: bool) -> None:
    """Show what `verify_pages` found."""
    if form == "json":
        write_json(plain_pages(verified))
        return
    from ..verify.show import late_lines

    width = shutil.get_terminal_size((140, 24)).columns
    rows = [
        [verdict.page, verdict.situation, str(verdict.steps), verdict.outcome]
        for verdict in verified.verdicts
    ]
    if rows:
        table(["page", "situation", "touches", "outcome"], rows)
    bad = [verdict for verdict in verified.verdicts if not verdict.ok]
    for verdict in bad if everything else bad[:1]:
        click.echo()
        click.echo("\n".join(_explained(verdict, max(width, 80))))
    if len(bad) > 1 and not everything:
        click.echo(f"\n{len(bad) - 1} more differ or stopped; --all shows them")
    left = dict.fromkeys(line for verdict in verified.verdicts for line in verdict.left)
    if left:
        click.echo("\nnot simulated, so compared in part:")
        click.echo("\n".join(f"  {line}" for line in left))
    if verified.undrawn:
        click.echo("\nnot drawn, so not compared:")
        click.echo("\n".join(f"  {page}: {why}" for page, why in verified.undrawn.items()))
    late = list(late_lines(verified.late, everything=everything))
    if late:
        click.echo("\n" + "\n".join(late))
    if not verified.verdicts:
        click.echo("\nnothing was compared")
        return
    verb = click.style("differ", fg="red") if bad else click.style("agree", fg="green")
    known = sum(verdict.known for verdict in verified.verdicts)
    good = len(verified.verdicts) - len(bad) - known
    rest = f", {known} more {'is' if known == 1 else 'are'} known" if known else ""
    click.echo(
        f"\npages on {verified.read} and of the port on {verified.write} {verb}: "
        f"{good} of {len(verified.verdicts)} are the same{rest}"
    )


def _explained(verdict: PageVerdict, width: int) -> Iterator[str]:
    from ..verify.show import side_by_side

    head = f"{verdict.page}, situation {verdict.situation}: "
    if verdict.difference is None:
        yield head + verdict.problem
        return
    after = f" after {verdict.step}" if verdict.step else ""
    yield f"{head}{verdict.difference.what} differs{after}"
    at, heads = verdict.difference.at, ("original", "port")
    yield from side_by_side(verdict.original, verdict.port, at, width, heads)


def plain_pages(verified: PagesVerified) -> dict[str, Any]:
    """The whole as JSON-like values."""
    return {
        "read": verified.read,
        "write": verified.write,
        "ok": verified.ok,
        "complete": verified.complete,
        "not_drawn": dict(verified.undrawn),
        "not_in_time": {page: list(names) for page, names in verified.late.items()},
        "pages": [_plain(verdict) for verdict in verified.verdicts],
    }


def _plain(verdict: PageVerdict) -> dict[str, Any]:
    out: dict[str, Any] = {
        "page": verdict.page, "situation": verdict.situation, "touches": verdict.steps,
        "ok": verdict.ok,
    }  # fmt: skip
    if verdict.left:
        out["in_part"] = list(verdict.left)
    if verdict.problem:
        out["problem"] = verdict.problem
    if verdict.difference is not None:
        out["difference"] = {
            "what": verdict.difference.what, "after": verdict.step, "at": verdict.difference.at,
            "original": verdict.difference.original, "port": verdict.difference.port,
        }  # fmt: skip
        out["original"], out["port"] = list(verdict.original), list(verdict.port)
    return out

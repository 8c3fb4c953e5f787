"""``mediaglot port``: findings that a project has settled, by configuration and by a baseline."""

from __future__ import annotations

import click

from ..source.tree.ported import TreePort
from .port_options import PortArgs


def settled(done: TreePort, asked: PortArgs) -> TreePort:
    """A port without what rules leave out and a baseline knows; ``--write-baseline`` makes the
    baseline of all that is left then. Raises `InputError`."""
    if asked.select or asked.ignore:
        from ..source.reports.hush import hushed
        from ..system.told_rules import chosen

        done = hushed(done, chosen(asked.select, asked.ignore))
    file = asked.baseline
    if file is None:
        return done
    from ..source.reports.baseline import against, load_baseline, outdated, part_of_port

    if asked.write_baseline:
        from ..system.baseline_file import with_part
        from .output import write_text

        write_text(with_part(file, part_of_port(done)), file)
    known = load_baseline(file)
    done = against(done, known, file)
    gone = outdated(done, known)
    if asked.quiet:
        return done
    if asked.write_baseline:
        plural = "" if known.size == 1 else "s"
        click.echo(f"{file}: {known.size:,} place{plural} known from now on", err=True)
    elif gone:
        them, are = ("it", "is") if gone == 1 else ("them", "are")
        click.echo(
            f"{file}: {gone:,} of its places {are} mended; --write-baseline takes {them} out",
            err=True,
        )
    return done


def check_settled(asked: PortArgs) -> None:
    """Refuse, before any work, rules that are none and a baseline that cannot be read.

    Raises `InputError`.
    """
    if asked.select or asked.ignore:
        from ..system.told_rules import chosen

        chosen(asked.select, asked.ignore)
    if asked.baseline is not None and not asked.write_baseline:
        from ..source.reports.baseline import load_baseline

        load_baseline(asked.baseline)

"""Bad lines told to a person: the first ones each, the others by reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from .output import say

if TYPE_CHECKING:
    from ..lines.framing import BadLine
    from .progress import Progress

SHOWN: Final = 10
REASONS: Final = 20
OTHER: Final = "(others)"


class BadLines:
    """Tells of bad lines on standard error as they come, ``shown`` of them; counts the rest."""

    def __init__(self, progress: Progress, form: str, shown: int = SHOWN) -> None:
        self.progress, self.form, self.left = progress, form, shown
        self.reasons: Counter[str] = Counter()

    def __call__(self, name: str, item: BadLine) -> None:
        """Take in a bad line of a file."""
        if self.left:
            self.left -= 1
            self.progress.clear()
            say(self._one(name, item), err=True)
            return
        from ..volume.rejects import kind_of

        kind = kind_of(item.reason)
        known = kind in self.reasons or len(self.reasons) < REASONS
        self.reasons[kind if known else OTHER] += 1

    def finish(self) -> None:
        """Tell how many more there were, by reason."""
        total = self.reasons.total()
        if not total:
            return
        if self.form == "json":
            import orjson

            told = {"more": total, "reasons": dict(self.reasons.most_common())}
            click.echo(orjson.dumps(told).decode(), err=True)
            return
        click.echo(f"{total:,} more bad line{'s' if total != 1 else ''}:", err=True)
        width = len(f"{self.reasons.most_common(1)[0][1]:,}")
        for reason, count in self.reasons.most_common():
            say(f"  {count:>{width},}  {reason}", err=True)

    def _one(self, name: str, item: BadLine) -> str:
        if self.form == "text":
            return f"{name}:{item.line}: {item.reason}"
        import orjson

        return orjson.dumps({"file": name, "line": item.line, "error": item.reason}).decode()

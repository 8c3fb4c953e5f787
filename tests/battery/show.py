"""What the battery finds at fault: `python tests/battery/show.py [PART OF AN ID] [READ>WRITE]`.

A handler named in full is shown in any case: source, port, findings, traces.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(only: str = "", pair: str = "") -> None:
    """Print what is at fault and not marked as known, and what is marked and at fault no more."""
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from battery.battery import PAIRS, outcomes

    for read, write in PAIRS:
        if pair and pair != f"{read}>{write}":
            continue
        for outcome in outcomes(read, write, only):
            if outcome.complaint() or only == outcome.handler.id:
                print(outcome.complaint() or "as expected")
                print(outcome.shown(), end="\n\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])

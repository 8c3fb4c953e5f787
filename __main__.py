"""``python -m mediaglot``, and the command ``mediaglot``."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def main() -> int:
    """The command line; gives the exit status.

    An interrupt ends it with one line and status 130: before the command has begun and after it
    has ended at once, and in between as the command sees fit (`adapters.system.interrupts`).
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)  # else ignored, as in the background of a shell
    return _command_line()


def _command_line() -> int:
    from .adapters.cli.main import main as command_line

    return command_line()


def _stop(*_: Any, write: Any = os.write, end: Any = os._exit) -> None:
    """Bound to what it needs, which may be gone while the interpreter ends."""
    try:
        write(2, b"mediaglot: interrupted\n")
    finally:
        end(130)


if __name__ == "__main__":
    sys.exit(main())

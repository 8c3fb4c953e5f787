"""``python -m mediaglot``, and the command ``mediaglot``."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def main() -> int:
    """The command line; gives the exit status.

    An interrupt ends it without a word of Python's: before the command has begun and after it
    has ended at once, and in between as the command sees fit.
    """
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return _command_line()  # ignored, as in the background of a shell
    signal.signal(signal.SIGINT, _stop)
    try:
        return _command_line()
    except KeyboardInterrupt:
        return 130
    finally:
        signal.signal(signal.SIGINT, _stop)


def _command_line() -> int:
    from .adapters.cli.main import main as command_line

    return command_line()


def _stop(*_: Any) -> None:
    os._exit(130)


if __name__ == "__main__":
    sys.exit(main())

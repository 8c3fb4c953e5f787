"""Records what each test file reaches, on several processes; what is recorded stays when it is
stopped, and is not recorded again."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor, as_completed
from pathlib import Path

from mutation import reach, workers
from mutation.areas import recorded


def record_all(pool: Executor, root: Path, folder: Path, tell: Callable[[str], None]) -> list[str]:
    """Record what each test file of `root` reaches, into a folder; give those that failed, twice:
    a limit of time may run out on a busy machine.

    The processes of `pool` stand in copies of the checkout. A file's record stands for as long as
    the file is what it was; others in the folder are thrown away.
    """
    files = {test: reach.place(root, folder, test) for test in recorded(root)}
    folder.mkdir(parents=True, exist_ok=True)
    for file in set(folder.iterdir()).difference(files.values()):
        file.unlink()
    left = [test for test, file in files.items() if not file.exists()]
    tell(f"what the tests reach: {len(files)} files, {len(files) - len(left)} recorded before")
    start = time.monotonic()
    failed: dict[str, str] = {}
    for again in (False, True):
        asked = sorted(failed) if again else left
        failed = {}
        runs = {pool.submit(workers.measure, test, files[test]): test for test in asked}
        for number, run in enumerate(as_completed(runs), start=1):
            if output := run.result():
                failed[runs[run]] = output
            minutes = (time.monotonic() - start) / 60
            tell(
                f"  {number}/{len(asked)}{' again' if again else ''}  {minutes:.0f} min: "
                f"{runs[run]}{' fails' if output else ''}"
            )
    for test, output in failed.items():
        tell(f"{test} fails on the code as it is, and will be asked whole:\n{output}")
    return sorted(failed)

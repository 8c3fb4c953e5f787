"""Records what each test file reaches, on several processes; what is recorded stays when it is
stopped, and is not recorded again."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from mutation import reach, workers
from mutation.areas import recorded


def record_all(
    pool: ProcessPoolExecutor, root: Path, into: Path, tell: Callable[[str], None]
) -> list[str]:
    """Record what each test file of `root` reaches, into the file `into`; give those that failed.

    The processes of `pool` stand in copies of the checkout. Beside `into`, a folder of its name
    keeps each file's own record, which stands for as long as that file is what it was; others in it
    are thrown away.
    """
    files = _parts(root, into.with_suffix(""))
    left = [test for test, file in files.items() if not file.exists()]
    tell(f"what the tests reach: {len(files)} files, {len(files) - len(left)} recorded before")
    failed: list[str] = []
    start = time.monotonic()
    runs = {pool.submit(workers.measure, test, files[test]): test for test in left}
    for number, run in enumerate(as_completed(runs), start=1):
        test = runs[run]
        if output := run.result():
            failed.append(test)
            tell(f"{test} fails on the code as it is, and will be asked whole:\n{output}")
        minutes = (time.monotonic() - start) / number * (len(left) - number) / 60
        tell(f"  {len(files) - len(left) + number}/{len(files)}  {minutes:.0f} min left: {test}")
    found = (reach.kept(file) for file in files.values())
    reach.keep(reach.joined((one for one in found if one is not None), root), into)
    return sorted(failed)


def _parts(root: Path, folder: Path) -> dict[str, Path]:
    """The file for the record of each test file, by its name; all others in the folder go."""
    files: dict[str, Path] = {}
    for test in recorded(root):
        text = (root / test).read_text(encoding="utf-8")
        files[test] = folder / f"{reach.digest(test + text)}.json"
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        if file not in files.values():
            file.unlink()
    return files

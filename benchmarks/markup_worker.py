"""The mediaglot contestants of bench_markup: one run for every line on standard input.

The first argument is the tree. ``alone``, the second, translates each template by itself, with its
findings and the ported bytes; ``program`` is a port of the tree's templates as ``mediaglot port
--only markup`` does it: what a template takes in, the scripts and configurations beside it,
verdicts and report.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import sys
import time

from mediaglot.adapters.source.common.pair import Pair, pair
from mediaglot.adapters.source.markup.port import port_markup
from mediaglot.adapters.source.reports.report import report_lines
from mediaglot.adapters.source.tree.port import no_cycles, port_tree


def alone(folder: str, both: Pair) -> tuple[int, int]:
    """Port every template of a folder by itself: how many bytes came out, how many findings."""
    size = told = 0
    for inside, _folders, names in os.walk(folder):
        for name in names:
            if name.endswith(".wxml"):
                with open(os.path.join(inside, name), "rb") as stream:
                    file = port_markup(stream.read(), name, both)
                size += len(file.after)
                told += len(file.findings)
    return size, told


def program(folder: str) -> tuple[int, int]:
    """Port the templates of a program: how many bytes came out, how long the report is."""
    port = port_tree(folder, read="wx", write="my", jobs=1, parts=("markup",))
    size = sum(len(file.after) for file in port.files)
    return size, len("\n".join(report_lines(port, verbose=True)))


def main() -> None:
    """Do one run for every line."""
    tree, kind = sys.argv[1:3]
    atexit.register(gc.freeze)
    with no_cycles():
        for _ in sys.stdin:
            begin = time.process_time()
            size, told = program(tree) if kind == "program" else alone(tree, pair("wx", "my"))
            seconds = time.process_time() - begin
            print(json.dumps({"seconds": seconds, "size": size, "told": told}), flush=True)


if __name__ == "__main__":
    main()

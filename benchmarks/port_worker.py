"""The mediaglot contestant of bench_port: one port of a tree for every line on standard input.

It does what ``mediaglot port --check --verbose`` does, and makes the ported bytes as well. The
first argument is the tree, others are the parts of programs that are ported: all, where none is
named.
"""

from __future__ import annotations

import atexit
import gc
import json
import sys
import time

from mediaglot.adapters.source.pages.parts import PARTS, SCRIPTS
from mediaglot.adapters.source.reports.report import report_lines
from mediaglot.adapters.source.tree.port import no_cycles, port_tree

atexit.register(gc.freeze)

parts = SCRIPTS if sys.argv[2:] == ["script"] else PARTS
with no_cycles():
    for _ in sys.stdin:
        begin = time.perf_counter()
        port = port_tree(sys.argv[1], read="wx", write="my", jobs=1, parts=parts)
        made = [file.after for file in port.files if file.changed]
        report = "\n".join(report_lines(port, verbose=True))
        seconds = time.perf_counter() - begin
        told = {"seconds": seconds, "files": len(made), "report": len(report)}
        print(json.dumps(told), flush=True)
    gc.freeze()

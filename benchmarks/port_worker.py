"""The mediaglot contestant of bench_port: one port of a tree for every line on standard input."""

from __future__ import annotations

import json
import sys
import time

from mediaglot.adapters.source.edits import apply
from mediaglot.adapters.source.report import report_lines
from mediaglot.adapters.source.tree import port_tree

for _ in sys.stdin:
    begin = time.perf_counter()
    port = port_tree(sys.argv[1], read="wx", write="my", jobs=1)
    made = [apply(file.before, file.edits) for file in port.files if file.changed]
    report = "\n".join(report_lines(port, verbose=True))
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "files": len(made), "report": len(report)}), flush=True)

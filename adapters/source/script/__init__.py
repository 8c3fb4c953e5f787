"""Scripts: JavaScript, TypeScript and the script blocks of Vue components.

`port` takes one file through; `uses` what becomes of each use of the global, `calls` of a call;
under these, the parts of a call: `options`, `results`, `failures`, `paths`, `kinds` of values.
"""

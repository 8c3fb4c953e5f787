"""Scripts of mini-programs run in a JavaScript engine, over a host.

The only place for quickjs. What the two processes say to each other is `protocol`, checked on both
ends; `child` is run by a bare interpreter and imports nothing of the package but that table.
"""

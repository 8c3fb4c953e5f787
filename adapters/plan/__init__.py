"""A pair of clients compiled to data with nothing left to look up.

The only place that turns profiles into data for `messages`, `source` and the runtime. A new key is
a field in `model`, filled in `side`, `program` or `routes`; the data are JSON and shared, so
nothing changes them.
"""

"""Messages at volume: many cores, columns, clusters, reports.

Splits and joins; what a line becomes is `lines`'s. Frameworks (Arrow, Spark, Dask) are imported
when they are asked for.
"""

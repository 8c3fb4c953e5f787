"""Messages at volume: many cores, columns, clusters, reports."""

"""The canonical media-API model: no vendor, no profile file, no JavaScript."""

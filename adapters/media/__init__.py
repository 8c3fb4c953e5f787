"""The canonical media API over any vendor, and the configuration that says which."""

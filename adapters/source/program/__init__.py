"""Programs of a tree: what templates, scripts and settings of one say of one another."""

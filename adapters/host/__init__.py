"""A vendor's namespace over the engine, in Python and in a JavaScript realm."""

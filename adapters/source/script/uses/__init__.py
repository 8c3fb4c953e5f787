"""Uses of the source's global, in all forms that code gives them, and what of it stays."""

"""The one place the version is written; it imports nothing, so building can read it."""

__version__ = "0.1.0"

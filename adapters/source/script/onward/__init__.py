"""A result that is handed on: followed to whoever reads it, in other functions and other files."""

"""Paths and addresses in code: what they begin with, and code that looks at their form."""

"""The canonical media-API model: no vendor, no profile file, no JavaScript.

Imports nothing of the package beside itself, and no pydantic, tomli or click. Its names are what
profiles, plans and programs are keyed by: to change one is to change the public API. A new
operation or option is a row in `operations` (for media, a field of `requests` or `results` too).
"""

"""Style sheets in and out: suffixes, imports, addresses of files, selectors; the rest stays.

Edited by byte ranges, driven by profiles, as templates are.
"""

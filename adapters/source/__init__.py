"""JavaScript, TypeScript and Vue source in and out.

The only place for tree-sitter. Sources are edited by byte ranges and never printed anew; what is
not certain is refused with a place. It knows vendors by plans and profiles.
"""

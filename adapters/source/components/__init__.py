"""The script model of pages and components: definitions, their members, the events they handle.

``facts`` is what two vendors' profiles say of it; ``port`` gives the edits of a script and what is
to be told; ``helper`` generates the module that ported definitions go through.
"""

"""The command line: one module a command.

May import all of the package; nothing imports it. Commands hold no rules of translation, only their
options, files and words. Each is registered in `main`, and imports what is heavy when it runs.
"""

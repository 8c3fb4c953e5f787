"""Everything at a border: messages, source code, runtimes, hosts, the command line.

Layers, the lowest last, held by import-linter: cli; testing; verify; realm; source; media and
volume; host, runtime and lines; messages; plan; system. No vendor's name or fact stands in code.
"""

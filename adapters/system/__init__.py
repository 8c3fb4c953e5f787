"""What the adapters use of this machine: cores, files, the collector of cycles.

Knows nothing of media; every other layer may use it.
"""

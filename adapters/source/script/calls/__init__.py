"""Calls of the source's functions: ported natively, through the runtime, or refused."""

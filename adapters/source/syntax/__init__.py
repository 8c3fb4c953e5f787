"""Scripts as trees, and what may be told of one: names, constants, where values go.

All of it is read; nothing here edits, and nothing knows a vendor.
"""

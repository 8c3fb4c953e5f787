"""Texts as bytes: where things stand, what is edited, what is left as it was.

No module here knows a language or a vendor.
"""

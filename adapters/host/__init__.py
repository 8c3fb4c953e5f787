"""A vendor's namespace over the engine, in Python.

Knows clients by their profiles and what they do by the engine; knows nothing of JavaScript. What an
operation beside media does is one function of `performers`.
"""

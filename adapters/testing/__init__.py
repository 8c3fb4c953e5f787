"""Scenarios, and the fixture of pytest.

Public: scenario files and the fixture are used by others' tests, so their keys and names stay.
"""

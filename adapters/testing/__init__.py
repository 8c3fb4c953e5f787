"""Scenarios, and the fixture of pytest."""

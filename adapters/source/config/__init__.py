"""Configurations in and out: JSON with offsets, edited by byte ranges, driven by profiles."""

"""Whole trees: walked, ported in parallel, written out."""

"""A pair of clients compiled to data with nothing left to look up."""

"""Requests, results and failures between a vendor's shape and the canonical one."""

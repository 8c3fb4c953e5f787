"""Requests, results and failures between a vendor's shape and the canonical one.

Reads the plan, and of profiles no more than the evidence that diagnostics name. What belongs to
one kind of value is in `plan.kinds`, for Python and JavaScript at once: the runtime is held to the
same vectors.
"""

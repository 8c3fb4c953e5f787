"""Proof by running: the original on its vendor's client, the port on the target's, side by side.

Runs whole programs in realms and compares what they did, in words of no vendor: it trusts nothing
that the porter says of its work.
"""

from .check import Verdict, Verified, verify
from .worlds import SCENARIOS, Situation

__all__ = ["SCENARIOS", "Situation", "Verdict", "Verified", "verify"]

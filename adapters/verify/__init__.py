"""Proof by running: the original on its vendor's client, the port on the target's, side by side."""

from .check import Verdict, Verified, verify
from .worlds import SCENARIOS, Situation

__all__ = ["SCENARIOS", "Situation", "Verdict", "Verified", "verify"]

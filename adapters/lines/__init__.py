"""JSON Lines translated at speed: shapes of messages compiled from the reference path.

Holds no meaning of its own: what it says is what `messages` says, byte for byte, and a test and a
fuzzer hold it to that.
"""

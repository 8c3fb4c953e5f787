"""JSON Lines translated at speed: shapes of messages compiled from the reference path."""

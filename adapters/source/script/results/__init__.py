"""What a call gives: who takes it, what is read of it, where the target has that."""

"""Pages: what each takes in of a program, and what its port comes to over all of that."""

"""What a port came to: for people, for programs, for those who plan by it."""

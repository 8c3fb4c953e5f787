"""What differs between vendors, as data."""

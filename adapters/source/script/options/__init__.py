"""The options of a call: read, written as the target's, laid out as the file is."""

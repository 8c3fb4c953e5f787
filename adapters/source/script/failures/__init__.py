"""Failures that code looks at: handlers, the tests in them, the kinds that they mean."""

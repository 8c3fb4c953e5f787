"""The JavaScript runtime and its generator."""

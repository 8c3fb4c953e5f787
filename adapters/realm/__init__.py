"""Scripts of mini-programs run in a JavaScript engine, over a host."""

"""Everything at a border: messages, source code, runtimes, hosts, the command line."""

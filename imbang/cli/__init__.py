"""The command line: each command thin over the modules that do it."""

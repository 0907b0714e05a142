"""The tests' one command, with nothing but the standard library: `python3 tests/run`."""

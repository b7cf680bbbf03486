"""The command line: a thin shell over `reader.app`, described in `docs/interface.md`."""

"""Postil: a desktop reader for Markdown notes and their citations.

The package is laid out in floors, drawn in ARCHITECTURE.md; imports go down only.
"""

__version__ = "0.1.0"
"""The one place where the version stands; packages, `postil --version` and the changelog are tested against it."""

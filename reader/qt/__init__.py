"""The window, and the engine that draws pages and prints them. Nothing above `reader.__main__` knows Qt."""

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - what it puts in the place of `__import__` is to be taken away again

# For a choice of other names of its methods, which nobody makes here, PySide reads the source of every module that is
# imported after it: a tenth of a start, and six megabytes of text that stay in memory.
builtins.__import__ = _import

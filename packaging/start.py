"""The script that the packaged application begins with; installed and in a checkout, `reader.__main__` is that."""

import os
import sys

from reader.__main__ import main

if __name__ == "__main__":
    # PyInstaller puts its folder on the path of libraries; a browser or a dialog of the system must not look there.
    for name in ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH"):
        if original := os.environ.pop(f"{name}_ORIG", None):
            os.environ[name] = original
        else:
            os.environ.pop(name, None)
    sys.exit(main())

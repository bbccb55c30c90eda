"""The command: `python build.py`, the same as `python build.py build`. See `python build.py --help`."""

import sys

from seealso.cli import main

if __name__ == "__main__":
    sys.exit(main())

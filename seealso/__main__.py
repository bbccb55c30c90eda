"""`python -m seealso`: the command line."""

import sys

from seealso.cli import main

if __name__ == "__main__":
    sys.exit(main())

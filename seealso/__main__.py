"""`python -m seealso`: the command line."""

from seealso.cli import run

if __name__ == "__main__":
    run()

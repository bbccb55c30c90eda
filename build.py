"""The command: `python build.py`, the same as `python build.py build`. See `python build.py --help`."""

from seealso.cli import run

if __name__ == "__main__":
    run()

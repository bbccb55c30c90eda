"""Where things are: the package, the layouts and assets that come with it, an archive's store."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
DEFAULTS = next(base for base in (PACKAGE / "defaults", PACKAGE.parent) if (base / "layouts").is_dir())
"""Where the layouts and assets are that an archive without its own gets: in a wheel, or else this repository."""
STORE = ".seealso"
"""Where an archive keeps what is remembered of its builds, beside its articles."""

"""What a terminal can show: any text, whatever its encoding, and colours where they are wanted."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TextIO


def say(text: str, stream: TextIO | None = None) -> None:
    """Print, whatever the terminal's encoding can show."""
    stream = stream or sys.stdout
    if not text:
        return
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def colour_wanted(stream: TextIO, environment: Mapping[str, str]) -> bool:
    return stream.isatty() and "NO_COLOR" not in environment and environment.get("TERM") != "dumb"


def timed(text: str, seconds: float) -> str:
    """A sentence, and how long it took."""
    return f"{text} {seconds:.2f} s."

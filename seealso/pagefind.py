"""Pages in, an index out: the program Pagefind, spoken to over its pipes.

Its command reads a folder in whatever order the disk lists it, and the index differs with that order; over its pipes
the pages come in ours. It hands the files back the same way: those that it is asked to write itself may be cut off when
it ends. Its own Python package speaks with it too, but waits a tenth of a second for each answer, of which there is one
a page.
"""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from seealso.model import SourcePath
from seealso.problems import Location, SeealsoError, error

PACKAGE = "pagefind_bin"
EXCLUDED = (".footnote-ref", ".footnote-backref", ".panel-label")
"""What stands in an article's HTML and is no part of its sentences."""
_AT_ONCE = 1 << 20
_LOW_PRIORITY = 15


def available() -> bool:
    """Whether the program is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


class Run:
    """One run of the program; from another thread, `end` ends it."""

    def __init__(self, *, gently: bool = False) -> None:
        """Start it; `gently` lets everything else on the machine go first."""
        import subprocess

        from pagefind_bin import get_executable

        try:
            self._process = subprocess.Popen(  # noqa: S603  the program of a package that we depend on
                [Path(get_executable()), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) if gently else 0,
            )
        except OSError as cause:
            raise _failure(str(cause)) from None
        self._input = cast("IO[bytes]", self._process.stdin)
        self._output = cast("IO[bytes]", self._process.stdout)
        if gently and sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _LOW_PRIORITY)

    def end(self) -> None:
        """Stop at once; `index` then raises."""
        self._process.kill()

    def index(self, pages: Sequence[tuple[str, str]]) -> dict[str, bytes]:
        """The files of an index of pages, each given as its file's path in the site and its HTML."""
        requests = [
            {"type": "NewIndex", "config": {"exclude_selectors": EXCLUDED}},
            *({"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": html} for path, html in pages),
            {"type": "GetFiles", "index_id": 0},
        ]
        with self._process:
            writer = threading.Thread(target=self._write, args=(requests,), daemon=True)
            writer.start()
            try:
                answers = list(self._answers(len(requests)))
            finally:
                self._process.kill()
                writer.join()
                with contextlib.suppress(OSError):
                    self._input.close()
        return {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}

    def _write(self, requests: Sequence[dict[str, object]]) -> None:
        with contextlib.suppress(OSError, ValueError):
            for number, payload in enumerate(requests, 1):
                request = json.dumps({"message_id": number, "payload": payload}).encode()
                self._input.write(base64.b64encode(request) + b",")
            self._input.flush()

    def _answers(self, count: int) -> Iterator[dict[str, list[dict[str, str]]]]:
        said: list[bytes] = []
        while count > 0:
            said.append(os.read(self._output.fileno(), _AT_ONCE))
            if not said[-1]:
                raise _failure("Pagefind ended before it was done")
            count -= said[-1].count(b",")
        for answer in b"".join(said).rstrip(b",").split(b","):
            payload = json.loads(base64.b64decode(answer))["payload"]
            if payload["type"] == "Error":
                raise _failure(payload["message"])
            yield payload


def _failure(message: str) -> SeealsoError:
    hint = "build without it: --no-search, or search = false in the settings"
    return SeealsoError([error("search", Location(SourcePath("")), f"the search can't be made: {message}", hint)])

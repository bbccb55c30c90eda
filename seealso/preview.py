"""What `serve` shows: the last good build, held in memory, and the author's desk.

The preview lives in memory: site/ is never written. A build that fails keeps the last good preview, and shows what is
wrong in the page and in the terminal.
"""

from __future__ import annotations

import gc
import hmac
import html
import mimetypes
import os
import posixpath
import secrets
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from msgspec.structs import replace

from seealso import amend, desk, editor, edits, pipeline, report, terminal, unchanged
from seealso.background import BackgroundIndex
from seealso.cache import Memory
from seealso.imprints import Imprint
from seealso.linkage import Request, build_moment
from seealso.model import SourcePath
from seealso.pages import Everything
from seealso.problems import SeealsoError, Severity

ALLOWED_HOSTS = frozenset({"127.0.0.1", "localhost"})
_PANEL = (
    '<div role="alert" style="position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:9;'
    "margin:0;padding:1rem 1.25rem;"
    'background:#5c1020;color:#fff;font:14px/1.5 ui-monospace,monospace"><strong>{heading}</strong>'
    '<pre style="white-space:pre-wrap;margin:.5rem 0 0;background:none;border:0;color:inherit">{problems}</pre></div>'
)
_EMPTY = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not built</title></head><body></body></html>'
)

mimetypes.add_type("text/javascript", ".js")  # a system may know another type, with which no module is loaded
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Preview:
    """The last good build in memory, as a WSGI application, and what is wrong with the present one."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._articles = request.articles.resolve()
        self._files: dict[str, bytes | Path] = {}
        self._failure = ""
        self._store = Memory()
        self._imprints: Mapping[str, Imprint] = {}
        self._inputs: unchanged.Inputs | None = None
        self._lock = threading.Lock()
        self._built = pipeline.nothing(())
        self._changes = desk.Changes()
        self._shown: desk.Desk | None = None
        self._search = BackgroundIndex()
        self._good: Everything | None = None
        """What is searched: the last build that could be shown."""
        self._token = secrets.token_urlsafe(16)

    def rebuild(self, told: Collection[str] = ()) -> bool:
        """Build again, and say in the terminal how it went; False where nothing changed.

        Of the files only those are looked at that somebody `told` of, where they say enough, and all where nobody did.
        """
        with self._lock:
            begun = time.monotonic()
            texts = self._edited(told)
            if not told and texts is not None and not texts:
                return False
            self._search.stop()
            gc.disable()
            try:
                self._rebuild(texts, begun)
            finally:
                gc.enable()
                self._search.follow(self._good)
        return True

    def _rebuild(self, texts: Mapping[SourcePath, str] | None, begun: float) -> None:
        request = replace(self._request, now=build_moment())
        try:
            amended = amend.build(self._built, request, texts) if texts is not None and not self._failure else None
            built = amended.built if amended else pipeline.build(request, store=self._store, standing=self._imprints)
        except (SeealsoError, RuntimeError, OSError) as cause:
            self._failure = str(cause)
            terminal.say(f"error: {cause}")
            return
        terminal.say(
            report.problems_text(built.problems, built.sources, colour=terminal.colour_wanted(sys.stdout, os.environ))
        )
        terminal.say(report.summary_text(built))
        self._built = built
        if amended is None:
            self._store.close()
            _sweep()
        if not built.publishable(strict=False):
            errors = tuple(p for p in built.problems if p.severity is Severity.ERROR)
            self._failure = report.problems_text(errors, built.sources)
            terminal.say("The preview stays as it was.")
            return
        self._failure = ""
        files = {**self._files} if amended else {file: self._files[file] for file in built.kept}
        files |= {page.file: page.content for page in built.pages}
        files |= dict(built.copies)
        self._imprints = built.imprints
        self._changes = desk.changes(self._files, files)
        known, self._files = self._files, files
        self._good = built.everything
        terminal.say(report.made_text(built, time.monotonic() - begun, again=bool(known)))

    def _edited(self, told: Collection[str]) -> dict[SourcePath, str] | None:
        """The texts of the articles that changed since the last look, where nothing else did."""
        before, paths = self._inputs, self._named(told)
        again = before.again(paths) if before and paths else None
        if again is None:
            again = unchanged.Inputs.now(self._request.root, self._request.articles)
            paths = again.edited(before)
        self._inputs = again
        texts = None if paths is None else amend.edited(paths, self._request, self._built.sources)
        return texts and {path: text for path, text in texts.items() if text != self._built.sources[path]}

    def _named(self, told: Collection[str]) -> list[str] | None:
        """Files of which a watcher told, as they are named here; None where one of them is no article's."""
        paths = [Path(path) for path in told]
        inside = all(path.is_relative_to(self._articles) for path in paths)
        return [str(self._request.articles / path.relative_to(self._articles)) for path in paths] if inside else None

    def files(self) -> dict[str, bytes]:
        """What is shown: all files by their path."""
        return {name: self._content(name, "") for name in self._files}

    def __call__(self, environ: Mapping[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Serve as GitHub Pages does: a folder's index, `/name` for name.html, 404.html for what is not there."""
        host = environ.get("HTTP_HOST", "")
        if host.rpartition(":")[0] not in ALLOWED_HOSTS and host not in ALLOWED_HOSTS:
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"This preview answers on 127.0.0.1 and localhost only.\n"]
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        name = posixpath.normpath("/" + unquote(path)).lstrip("/")
        if name == desk.URL.strip("/"):
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")])
            return [desk.page(self._desk(), self._token)]
        if name == f"{desk.URL}open":
            return self._open(environ, start_response)
        return self._file(name, path, start_response)

    def _desk(self) -> desk.Desk:
        """The desk of the last build; made when it is asked for, and once."""
        if self._shown is None or self._shown.built is not self._built:
            self._shown = desk.desk(self._built, self._changes)
        return self._shown

    def _open(self, environ: Mapping[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Open a place of an archive's file in the editor: only for who holds the desk's token, only known files."""
        length = environ.get("CONTENT_LENGTH") or "0"
        sent = environ["wsgi.input"].read(int(length) if length.isdigit() else 0) if "wsgi.input" in environ else b""
        values = {name: found[0] for name, found in parse_qs(sent.decode("utf-8", "replace")).items()}
        path = SourcePath(values.get("path", ""))
        asked = environ.get("REQUEST_METHOD") == "POST" and hmac.compare_digest(values.get("token", ""), self._token)
        if not asked or path not in self._built.sources:
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"Only the desk may open files of this archive.\n"]
        line, column = (int(values[n]) if values.get(n, "").isdigit() else 1 for n in ("line", "column"))
        opened = editor.open_at(edits.file_of(self._request.base, path), line, column)
        status = "303 See Other" if opened else "501 Not Implemented"
        start_response(status, [("Location", f"/{desk.URL}"), ("Content-Type", "text/plain; charset=utf-8")])
        return [b"" if opened else b"No program to open it with was found; SEEALSO_EDITOR may name one.\n"]

    def _file(self, name: str, path: str, start_response: StartResponse) -> Iterable[bytes]:
        if path.endswith("/") or not name:
            name = f"{name}/index.html".lstrip("/")
        if f"{name}/index.html" in self._files:
            start_response("301 Moved Permanently", [("Location", f"/{quote(name)}/"), ("Content-Type", "text/plain")])
            return [b""]
        found = next((n for n in (name, f"{name}.html") if n in self._files or n in self._search.files), None)
        status, shown = ("200 OK", found) if found else ("404 Not Found", "404.html")
        kind = mimetypes.guess_type(shown)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml")) else ""
        start_response(status, [("Content-Type", kind + charset), ("Cache-Control", "no-store")])
        return [self._content(shown, kind)]

    def _content(self, name: str, kind: str) -> bytes:
        stored = self._files[name] if name in self._files else self._search.files.get(name, _EMPTY.encode())
        content = stored.read_bytes() if isinstance(stored, Path) else stored
        if kind != "text/html" or not self._failure:
            return content
        heading = "This preview is the last one that could be built. What is wrong now:"
        panel = _PANEL.format(heading=heading, problems=html.escape(self._failure)).encode()
        return content.replace(b"</body>", panel + b"</body>", 1)


def _sweep() -> None:
    """Throw away what a whole build left, and never look through the rest again: that takes longer than an edit."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()

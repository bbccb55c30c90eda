"""`serve`: the website while it is written, rebuilt on every save.

livereload serves and tells the browser; watchfiles tells livereload, one event for however many files a save touches.
The preview lives in memory: site/ is never written. A build that fails keeps the last good preview, and shows what is
wrong in the page and in the terminal.
"""

from __future__ import annotations

import argparse
import html
import logging
import mimetypes
import os
import posixpath
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado.ioloop import IOLoop
from watchfiles import watch

from seealso import folders, inputs, pipeline, report
from seealso.linkage import Request, build_moment
from seealso.problems import SeealsoError, Severity

HOST = "127.0.0.1"
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

StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Preview:
    """The last good build in memory, as a WSGI application, and what is wrong with the present one."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._files: dict[str, bytes | Path] = {}
        self._failure = ""
        self._lock = threading.Lock()

    def rebuild(self) -> None:
        """Build again; say in the terminal how it went."""
        with self._lock:
            self._rebuild()

    def _rebuild(self) -> None:
        begun = time.monotonic()
        request = replace(self._request, now=build_moment())
        try:
            built = pipeline.build(request)
        except (SeealsoError, RuntimeError, OSError) as cause:
            self._failure = str(cause)
            report.say(f"error: {cause}")
            return
        report.say(
            report.problems_text(built.problems, built.sources, colour=report.colour_wanted(sys.stdout, os.environ))
        )
        report.say(report.summary_text(built, time.monotonic() - begun))
        if not built.publishable(strict=False):
            errors = tuple(p for p in built.problems if p.severity is Severity.ERROR)
            self._failure = report.problems_text(errors, built.sources)
            return
        self._failure = ""
        self._files = {page.file: page.content for page in built.pages} | dict(built.copies)

    def __call__(self, environ: dict[str, str], start_response: StartResponse) -> Iterable[bytes]:
        """Serve as GitHub Pages does: a folder's index, `/name` for name.html, 404.html for what is not there."""
        host = environ.get("HTTP_HOST", "")
        if host.rpartition(":")[0] not in ALLOWED_HOSTS and host not in ALLOWED_HOSTS:
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"This preview answers on 127.0.0.1 and localhost only.\n"]
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        name = posixpath.normpath("/" + unquote(path)).lstrip("/")
        if path.endswith("/") or not name:
            name = f"{name}/index.html".lstrip("/")
        if f"{name}/index.html" in self._files:
            start_response("301 Moved Permanently", [("Location", f"/{quote(name)}/"), ("Content-Type", "text/plain")])
            return [b""]
        found = next((n for n in (name, f"{name}.html") if n in self._files), None)
        status, shown = ("200 OK", found) if found else ("404 Not Found", "404.html")
        kind = mimetypes.guess_type(shown)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml")) else ""
        start_response(status, [("Content-Type", kind + charset), ("Cache-Control", "no-store")])
        return [self._content(shown, kind)]

    def _content(self, name: str, kind: str) -> bytes:
        stored = self._files.get(name, _EMPTY.encode())
        content = stored.read_bytes() if isinstance(stored, Path) else stored
        if kind != "text/html" or not self._failure:
            return content
        heading = "This preview is the last one that could be built. What is wrong now:"
        panel = _PANEL.format(heading=heading, problems=html.escape(self._failure)).encode()
        return content.replace(b"</body>", panel + b"</body>", 1)


class _Watcher:
    """What livereload asks for changes: it is told by a thread, and never looks at the disk itself."""

    def __init__(self) -> None:
        self._tasks: dict[str, object] = {"watchfiles": None}
        self._changes: list[tuple[str, object]] = []
        self.filepath = ""

    def start(self, callback: Callable[[], object]) -> bool:
        self._poll = callback
        return True

    def examine(self) -> tuple[str | None, object]:
        if not self._changes:
            return None, None
        self.filepath, _ = self._changes.pop()
        self._changes.clear()
        return self.filepath, None

    def tell(self, path: str) -> None:
        """On the server's own thread: pass the change on to the browsers."""
        self._changes.append((path, None))
        self._poll()


class _Follower:
    """Tells of every save that matters: in the folders that a site is made of, and of the settings beside them.

    The folders are watched with all that is in them, the archive's root alone: settings are replaced as whole files by
    most editors, and a layouts/ or assets/ may come into being at any time, which begins the watch anew.
    """

    def __init__(self, root: Path, articles: Path, changed: Callable[[], None]) -> None:
        self._root = root.resolve()
        self._articles = articles.resolve()
        self._changed = changed
        self._ended = threading.Event()
        self._again = threading.Event()
        self._threads = [threading.Thread(target=t, daemon=True) for t in (self._follow_folders, self._follow_root)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._again.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def _folders(self) -> list[Path]:
        places = [self._articles, *(base / name for base in (self._root, inputs.DEFAULTS) for name in _FOLDERS)]
        return sorted({place.resolve() for place in places if place.is_dir()})

    def _follow_folders(self) -> None:
        while not self._ended.is_set():
            self._again.clear()
            folders = self._folders()
            if not folders:
                self._again.wait()
                continue
            for changes in watch(*folders, watch_filter=None, stop_event=self._again, **_WATCHING):
                if any(_matters(Path(path), folders) for _, path in changes):
                    self._changed()

    def _follow_root(self) -> None:
        for changes in watch(self._root, watch_filter=None, stop_event=self._ended, recursive=False, **_WATCHING):
            names = {Path(path).relative_to(self._root).parts[:1] for _, path in changes}
            if names & {(name,) for name in (*_FOLDERS, self._articles.name)}:
                self._again.set()
            if names & {(name,) for name in (*_FOLDERS, *_SETTINGS, self._articles.name)}:
                self._changed()


_FOLDERS = ("layouts", "assets")
_SETTINGS = ("seealso.toml", "pyproject.toml")
_WATCHING: Any = {"debounce": 120, "step": 20, "raise_interrupt": False}


def _matters(path: Path, watched: list[Path]) -> bool:
    """Whether a change is more than an editor's dropping."""
    base = next((folder for folder in watched if path.is_relative_to(folder)), path.parent)
    return not any(folders.DROPPING.search(part) for part in path.relative_to(base).parts)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def run(root: Path, articles: Path, options: argparse.Namespace) -> int:
    """Serve until Ctrl-C; 1 when the port is taken."""
    if not _free(options.port):
        report.say(f"error: port {options.port} is in use, perhaps by another preview; try --port {options.port + 1}")
        return 1
    base_url = "" if options.base_url is None else options.base_url
    request = Request(root, articles, base_url, drafts=options.drafts, preview=True, jobs=options.jobs)
    preview = Preview(request)
    address = f"http://{HOST}:{options.port}/"
    _serve(preview, root, articles, address, open_browser=options.open)
    return 0


def _serve(preview: Preview, root: Path, articles: Path, address: str, *, open_browser: bool) -> None:
    logging.getLogger("livereload").propagate = False
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    LiveReloadHandler.check_origin = _own_origin
    watcher = _Watcher()
    server = Server(preview, watcher=watcher)
    server._setup_logging = lambda: None  # noqa: SLF001  its log repeats what we say
    loop = IOLoop.current()

    def changed() -> None:
        preview.rebuild()
        loop.add_callback(watcher.tell, "*")

    follower = _Follower(root, articles, changed)
    follower.start()
    preview.rebuild()
    report.say(f"Preview on {address} (Ctrl-C ends it)")
    if open_browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    try:
        server.serve(port=urlsplit(address).port, host=HOST, debug=False)
    finally:
        follower.stop()


def _own_origin(_: LiveReloadHandler, origin: str) -> bool:
    """Whether a page that wants to hear of reloads is one of ours: livereload itself lets any page."""
    return (urlsplit(origin).hostname or "") in ALLOWED_HOSTS

"""`serve`: the website while it is written, rebuilt on every save.

livereload serves and tells the browser; watchfiles tells livereload, one event for however many files a save touches.
What is shown is made in `preview`.
"""

from __future__ import annotations

import argparse
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado.ioloop import IOLoop
from watchfiles import watch

from seealso import folders, home, terminal
from seealso.linkage import Request
from seealso.preview import ALLOWED_HOSTS, Preview

HOST = "127.0.0.1"


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

    Files are named where they lie in these folders; when all is quiet afterwards, it tells once more and names none,
    since a watcher that has too much to tell may leave something out. The folders are watched with all that is in them,
    the archive's root alone: settings are replaced as whole files by most editors, and a layouts/ or assets/ may come
    into being at any time, which begins the watch anew.
    """

    def __init__(self, root: Path, articles: Path, changed: Callable[[Collection[str]], None]) -> None:
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
        places = [self._articles, *(base / name for base in (self._root, home.DEFAULTS) for name in _FOLDERS)]
        return sorted({place.resolve() for place in places if place.is_dir()})

    def _follow_folders(self) -> None:
        while not self._ended.is_set():
            self._again.clear()
            folders = self._folders()
            if not folders:
                self._again.wait()
                continue
            told = False
            for changes in watch(*folders, watch_filter=None, stop_event=self._again, **_WATCHING, **_TELLING):
                paths = {path for _, path in changes if _matters(Path(path), folders)}
                if paths or (told and not changes):
                    self._changed(paths)
                    told = bool(paths)

    def _follow_root(self) -> None:
        for changes in watch(self._root, watch_filter=None, stop_event=self._ended, recursive=False, **_WATCHING):
            names = {Path(path).relative_to(self._root).parts[:1] for _, path in changes}
            if names & {(name,) for name in (*_FOLDERS, self._articles.name)}:
                self._again.set()
            if names & {(name,) for name in (*_FOLDERS, *_SETTINGS, self._articles.name)}:
                self._changed(())


_FOLDERS = ("layouts", "assets")
_SETTINGS = ("seealso.toml", "pyproject.toml")
_WATCHING: Any = {"debounce": 60, "step": 10, "raise_interrupt": False}
_TELLING: Any = {"yield_on_timeout": True, "rust_timeout": 1000}
"""That nothing changed for a second is told too."""


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
        terminal.say(f"error: port {options.port} is in use, perhaps by another preview; try --port {options.port + 1}")
        return 1
    base_url = "" if options.base_url is None else options.base_url
    request = Request(
        root, articles, base_url, drafts=options.drafts, preview=True, every_passage=True, jobs=options.jobs
    )
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

    def changed(files: Collection[str]) -> None:
        if preview.rebuild(files):
            loop.add_callback(watcher.tell, "*")

    follower = _Follower(root, articles, changed)
    follower.start()
    preview.rebuild()
    terminal.say(f"Preview on {address} and your desk on {address}_desk/ (Ctrl-C ends it)")
    if open_browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    try:
        server.serve(port=urlsplit(address).port, host=HOST, debug=False)
    finally:
        follower.stop()


def _own_origin(_: LiveReloadHandler, origin: str) -> bool:
    """Whether a page that wants to hear of reloads is one of ours: livereload itself lets any page."""
    return (urlsplit(origin).hostname or "") in ALLOWED_HOSTS

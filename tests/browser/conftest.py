"""The sample site, served as GitHub Pages serves it, and the Chromium that looks at it.

A machine without Chromium fails these tests: a skip would hide that nobody has looked.
"""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

REPOSITORY = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("SEEALSO_CHROMIUM", "/usr/bin/chromium")
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

KINDS = {
    "home": "",
    "article": "boundaries/",
    "article in a series": "coping-plan-2/",
    "topic": "topics/boundaries/",
    "topics": "topics/",
    "archive": "archive/",
    "a-z": "a-z/",
    "series": "series/building-a-coping-plan/",
    "all series": "series/",
    "map": "map/",
    "consultation": "consultation/",
    "about": "about/",
    "404": "a/b/c",
}
"""One page of every kind, by its address below the base path."""
MOVED, MOVED_TO = "2016/01/what-happens-in-first-session.html", "first-session/"
"""The sample archive's old address, and where it leads."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site, where it lies and where it is served."""

    folder: Path
    origin: str
    base: str
    """The path that it is served under: "/" or "/repo/"."""

    def at(self, path: str = "") -> str:
        return f"{self.origin}{self.base}{path}"


class Pages(http.server.SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: below the base path only, folders with a slash, 404.html for what is missing."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, base: str, **more: Any) -> None:
        self.base = base
        super().__init__(*args, **more)

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.base))

    def do_GET(self) -> None:
        asked = self.path.partition("?")[0]
        file = Path(self.translate_path(asked)) if asked.startswith(self.base) else None
        if file and file.is_dir() and asked.endswith("/"):
            file /= "index.html"
        elif file and file.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{asked}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        found = file if file and file.is_file() else None
        content = (found or Path(self.directory, "404.html")).read_bytes()
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.guess_type(found or "404.html"))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests' output is for what fails."""


@pytest.fixture(scope="session", params=["/", "/repo/"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The repository's own sample archive, built by the command and served."""
    base = str(request.param)
    folder = tmp_path_factory.mktemp("site") / "public"
    command = [sys.executable, "build.py", "--output", str(folder), "--base-url", f"https://alderstreet.example.com{base}", "--quiet"]
    made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    handler = functools.partial(Pages, directory=str(folder), base=base)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}", base)
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A wide window whose pages do not glide: what is tested is where they arrive."""
    return {**browser_context_args, "viewport": WIDE, "reduced_motion": "reduce", "color_scheme": "light"}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """Everything is on this machine: what takes ten seconds has failed."""
    context.set_default_timeout(10_000)
    return context


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of on the test's page: errors and warnings, but for a missing address that is meant to be missing."""
    heard: list[str] = []
    missing = f"/{KINDS['404']}"
    page.on("pageerror", lambda cause: heard.append(f"{page.url}: {cause}"))
    page.on(
        "console",
        lambda said: heard.append(f"{page.url}: {said.text}")
        if said.type in ("error", "warning") and not said.location["url"].endswith(missing)
        else None,
    )
    return heard

"""The sample site, served as GitHub Pages serves it, and the Chromium that looks at it.

A machine without Chromium fails these tests: a skip would hide that nobody has looked.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

REPOSITORY = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The names of the program, the quickest first; install.sh knows them too."""
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), BROWSERS[0])
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

KINDS = {
    "home": "",
    "article": "boundaries/",
    "picture": "three-in-the-morning/",
    "topic": "topics/codependency/",
    "topics": "topics/",
    "archive": "archive/",
    "a-z": "a-z/",
    "series": "series/building-a-coping-plan/",
    "map": "map/",
    "search": "search/",
    "topic-map": "topics/boundaries/map/",
    "consultation": "consultation/",
    "about": "about/",
    "follow": "follow/",
    "notes": "attachment-not-destiny/",
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

    def has(self, url: str) -> bool:
        """Whether there is a page or file at an address of the site, without asking the server."""
        path = unquote(urlsplit(url).path)
        return path.startswith(self.base) and file_at(self.folder, path.removeprefix(self.base)).is_file()


def file_at(folder: Path, path: str) -> Path:
    return folder / path / "index.html" if path.endswith("/") or not path else folder / path


class Pages(http.server.SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: below the base path only, folders with a slash, 404.html for what is missing."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, base: str, **more: Any) -> None:
        self.base = base
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        asked = unquote(self.path.partition("?")[0])
        file = file_at(Path(self.directory), asked.removeprefix(self.base)) if asked.startswith(self.base) else None
        if file and file.is_dir():
            return self.answer(HTTPStatus.MOVED_PERMANENTLY, b"", ("Location", f"{quote(asked)}/"))
        found = file if file and file.is_file() else None
        kind = self.guess_type(found or "404.html")
        content = (found or Path(self.directory, "404.html")).read_bytes()
        return self.answer(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, content, ("Content-Type", kind))

    def answer(self, status: HTTPStatus, content: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(content)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests' output is for what fails."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when the browser has walked on before the answer; the rest is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def build(folder: Path, base: str) -> None:
    """The repository's own sample archive, built by the command into a folder."""
    command = [
        sys.executable,
        "build.py",
        "--output",
        str(folder),
        "--base-url",
        f"https://alderstreet.example.com{base}",
        "--quiet",
    ]
    made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", check=False)
    assert made.returncode == 0, made.stdout + made.stderr


@contextlib.contextmanager
def served(folder: Path, base: str) -> Iterator[Site]:
    """A built site, served for as long as it is needed."""
    handler = functools.partial(Pages, directory=str(folder), base=base)
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}", base)
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session", params=["/", "/repo/"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    base = str(request.param)
    folder = tmp_path_factory.mktemp("site") / "public"
    build(folder, base)
    with served(folder, base) as site:
        yield site


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: addresses are whole here. The plugin's own fixture is of a form that pytest 9 warns of, and warnings are errors."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A wide window whose pages do not glide: what is tested is where they arrive."""
    return {**browser_context_args, "viewport": WIDE, "reduced_motion": "reduce", "color_scheme": "light"}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """Everything is on this machine: what takes ten seconds has failed."""
    context.set_default_timeout(10_000)
    return context


def listen(page: Page) -> list[str]:
    """What the browser complains of from now on: errors and warnings, but for the one address that is meant to be missing."""
    heard: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and not said.location["url"].endswith("/" + KINDS["404"]):
            heard.append(f"{page.url}: {said.text} {said.location['url']}")

    page.on("console", hear)
    page.on("pageerror", lambda cause: heard.append(f"{page.url}: {cause}"))
    return heard


@dataclass(frozen=True, slots=True)
class Walk:
    """What was seen on a walk through one page of every kind."""

    asked: list[str]
    """All addresses that the browser asked for."""
    failed: list[str]
    """Those that were answered with an error, or not at all; what the browser gave up because it walked on does not count."""
    complaints: list[str]
    links: dict[str, set[str]]
    """Where the links of each kind of page lead, whole and without anchors; those to the very page are left out."""
    widths: dict[str, int]
    """How wide each kind of page is on a screen of 320 pixels."""


@pytest.fixture(scope="session")
def walk(site: Site, browser: Browser, browser_context_args: dict[str, Any]) -> Walk:
    """Made once for all tests that ask about every kind of page, since pages take time to load."""
    with browser.new_context(**{**browser_context_args, "viewport": {"width": 320, "height": 640}}) as context:
        page = context.new_page()
        walk = Walk([], [], listen(page), {}, {})
        context.on("request", lambda request: walk.asked.append(request.url))
        context.on(
            "requestfailed",
            lambda request: None if "ERR_ABORTED" in str(request.failure) else walk.failed.append(request.url),
        )
        context.on("response", lambda answer: walk.failed.append(answer.url) if answer.status >= 400 else None)
        for kind, address in KINDS.items():
            page.goto(site.at(address))
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            walk.widths[kind] = page.evaluate("document.documentElement.scrollWidth")
            links = {
                urljoin(page.url, link).partition("#")[0]
                for link in addresses(page.locator("a[href], link[href]:not([rel=canonical])"))
            }
            walk.links[kind] = links - {page.url}
        page.goto(site.at(MOVED))
        page.wait_for_url(site.at(MOVED_TO))
        return walk


def addresses(links: Locator) -> list[str]:
    """Where links lead, as it is written in the page."""
    found: list[str] = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return found

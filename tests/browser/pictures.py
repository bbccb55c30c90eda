"""The pictures of the sample site in docs/, taken by one command:

    python -m tests.browser.pictures

They are committed as files; docs/pictures.md shows them. Another machine's fonts make other pictures: look at them before
you commit them.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
import threading
import wsgiref.simple_server
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from seealso.linkage import Request
from seealso.preview import Preview
from tests.harness import EPOCH

from .conftest import ARGUMENTS, CHROMIUM, KINDS, NARROW, REPOSITORY, Site, build, served

DOCS = REPOSITORY / "docs"
WIDTH, HEIGHT, SCALE = 1280, 820, 1.25
COLOURS = 24
"""Letters need few; a palette is what makes a picture small."""
BESIDE = 28
"""Pixels that are left above what a picture begins with."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: which page, how it is looked at, and what is done before."""

    address: str
    before: Callable[[Page], None] = lambda page: None
    width: int = WIDTH
    height: int = HEIGHT
    scale: float = SCALE
    dark: bool = False
    colours: int = COLOURS


def beginning_with(selector: str) -> Callable[[Page], None]:
    """Scroll so that a picture begins a little above the first such part of the page."""

    def scroll(page: Page) -> None:
        top = page.locator(selector).first.evaluate("part => part.getBoundingClientRect().top + scrollY")
        page.evaluate("top => scrollTo(0, top)", max(0, top - BESIDE))

    return scroll


def looking_for(words: str) -> Callable[[Page], None]:
    """Open the search with its key, and look for words."""

    def search(page: Page) -> None:
        page.keyboard.press("/")
        page.get_by_role("textbox").fill(words)
        expect(page.locator(".search-results mark").first).to_be_visible()

    return search


SHOTS = {
    "home": Shot(""),
    "article": Shot("safety-first/", beginning_with(".prose h2")),
    "article-narrow": Shot("family-role/", width=NARROW["width"], height=NARROW["height"], scale=2),
    "article-dark": Shot("three-in-the-morning/", dark=True, colours=128),
    "topic": Shot("topics/boundaries/"),
    "map": Shot(KINDS["map"], height=1080),
    "topic-map": Shot(KINDS["topic-map"]),
    "consultation": Shot(KINDS["consultation"]),
}
"""The pictures of the site that a reader sees."""
SEARCH = {"search": Shot(KINDS["article"], looking_for("guilt"))}
"""What can be taken only where Pagefind is installed."""
DESK = {"desk": Shot("_desk/")}
"""What only the author sees, while `serve` runs."""
NAMES = sorted(f"{name}.png" for name in {**SHOTS, **SEARCH, **DESK})

EDITED, BEFORE = "articles/saying-no.md", "\n## The volunteer\n"
TYPED = (
    "\nThe hour after a short no is the hard one (see my article: The Guilt After Saying No). It passes sooner than a"
    " yes does.\n"
)
"""What the author has just saved when the desk is looked at; the title is nearly right."""


@contextlib.contextmanager
def sample() -> Iterator[Site]:
    """The sample site, built and served."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "public")
        build(folder, "/")
        with served(folder, "/") as site:
            yield site


def type_into(file: Path) -> None:
    text = file.read_text("utf-8")
    assert BEFORE in text, f"{EDITED} has no longer the heading that the sentence is put before"
    file.write_text(text.replace(BEFORE, TYPED + BEFORE), "utf-8")


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def previewed() -> Iterator[Site]:
    """A preview of a copy of the archive, in which the author has just saved one sentence more."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        for name in ("articles", "assets"):
            shutil.copytree(REPOSITORY / name, root / name)
        shutil.copy(REPOSITORY / "pyproject.toml", root)
        preview = Preview(Request(root, root / "articles", "", preview=True, search=False, every_passage=True))
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            preview.rebuild()
            type_into(root / EDITED)
            preview.rebuild()
        with wsgiref.simple_server.make_server("127.0.0.1", 0, preview, handler_class=Quiet) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            yield Site(root, f"http://127.0.0.1:{server.server_port}", "/")
            server.shutdown()
            thread.join()


def taken(browser: Browser, site: Site, shot: Shot) -> bytes:
    """A page as it is seen: a window of it, nothing moving, all pictures and fonts loaded."""
    with browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        reduced_motion="reduce",
        color_scheme="dark" if shot.dark else "light",
        locale="en-US",
        timezone_id="UTC",
    ) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(site.at(shot.address), wait_until="networkidle")
        shot.before(page)
        page.evaluate("document.fonts.ready")
        page.wait_for_load_state("networkidle")
        return page.screenshot(animations="disabled", caret="hide")


def reduced(picture: bytes, colours: int) -> bytes:
    """The same picture with few colours, in a small file."""
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(colours, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    small = io.BytesIO()
    few.save(small, "PNG", optimize=True)
    return small.getvalue()


def write(folder: Path) -> None:
    """Take all of them into a folder, and say how large they are."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS) as browser,
    ):
        with sample() as site:
            searchable = site.has(site.at("pagefind/pagefind.js"))
            if not searchable:
                print("search.png stays as it is: Pagefind is not installed")
            shots = {**SHOTS, **(SEARCH if searchable else {})}
            pictures = {name: reduced(taken(browser, site, shot), shot.colours) for name, shot in shots.items()}
        with previewed() as site:
            pictures |= {name: reduced(taken(browser, site, shot), shot.colours) for name, shot in DESK.items()}
    for name, picture in pictures.items():
        (folder / f"{name}.png").write_bytes(picture)
        print(f"{name}.png: {len(picture) / 1000:.0f} KB")
    print(f"all: {sum(map(len, pictures.values())) / 1000:.0f} KB")


if __name__ == "__main__":
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)

"""`serve`, from outside: a process of its own, asked over HTTP and by livereload's own protocol."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from tornado.websocket import websocket_connect

from tests.harness import REPOSITORY, run_apart, tree

PATIENCE = 20.0
"""Seconds to wait for what must come; it comes within one on an idle machine."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    text: str


@dataclass(frozen=True, slots=True)
class Serving:
    """A running `serve`."""

    root: Path
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, path: str = "/", host: str = "", method: str = "GET") -> Answer:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, headers={"Host": host or f"127.0.0.1:{self.port}"})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode("utf-8"))

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def save(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def replace(self, name: str, text: str) -> None:
        """Save as many editors do: write another file and put it in the place of the old one."""
        self.save(f"{name}~", text)
        (self.root / f"{name}~").replace(self.root / name)

    def shows(self, path: str, text: str) -> bool:
        return text in self.ask(path).text

    def until_shows(self, path: str, text: str) -> None:
        until(lambda: self.shows(path, text), f"{path} does not show {text!r}", self)


def until(condition: Callable[[], bool], complaint: str, serving: Serving) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert serving.process.poll() is None, serving.said()
        assert time.monotonic() < end, f"{complaint}; the server said: {serving.said()}"
        time.sleep(0.03)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def article(title: str, body: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: 2021-03-02\n{more}---\n\n{body}\n"


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@contextlib.contextmanager
def served(root: Path, log: Path) -> Iterator[Serving]:
    """A preview of an archive, from its first answer on."""
    port = free_port()
    command = [
        sys.executable,
        str(REPOSITORY / "build.py"),
        "serve",
        "--root",
        str(root),
        "--port",
        str(port),
        "--jobs",
        "1",
    ]
    surroundings = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=surroundings) as process,
    ):
        serving = Serving(root, port, process, log)
        try:
            until(lambda: answers(serving), "it does not answer", serving)
            yield serving
        finally:
            process.terminate()
            process.wait(PATIENCE)


def answers(serving: Serving) -> bool:
    try:
        serving.ask()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One preview for all tests that can share it: each changes files of its own."""
    folder = tmp_path_factory.mktemp("preview")
    root = folder / "archive"
    write(
        root,
        {
            "articles/tides.md": article("On Tides", "The moon pulls the sea.", "topics: [Sea]\n"),
            "articles/moons.md": article("On Moons", "See my article: On Tides."),
            "articles/gardens.md": article("On Gardens", "Beans climb.", "layout: garden\n"),
            "articles/приливы.md": article("Приливы", "Луна."),
            "layouts/garden.html": '{% extends "base.html" %}{% block main %}<h1>{{ title }}</h1><p>The gate is closed.</p>{{ html }}{% endblock %}\n',
            "assets/site.css": "/* low water */\n",
            "seealso.toml": 'title = "Low Water"\n',
            "site/index.html": "built before",
        },
    )
    with served(root, folder / "log") as serving:
        yield serving


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Serving]:
    """A preview of an archive that has nothing but an article."""
    write(tmp_path / "archive", {"articles/tides.md": "# On Tides\n\nThe moon pulls the sea.\n"})
    with served(tmp_path / "archive", tmp_path / "log") as serving:
        yield serving


# --- what it serves ------------------------------------------------------------------------------------------


def test_home_is_served(preview: Serving) -> None:
    answer = preview.ask()
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "On Tides" in answer.text


def test_the_terminal_names_the_address(preview: Serving) -> None:
    assert f"http://127.0.0.1:{preview.port}/" in preview.said()


def test_a_stylesheet_of_a_page_is_served_as_one(preview: Serving) -> None:
    (href,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', preview.ask("/tides/").text)
    answer = preview.ask(urljoin("/tides/", href))
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/css")


@pytest.mark.parametrize("folder", ["/tides", "/topics/sea", quote("/приливы")])
def test_a_folder_without_its_slash_leads_to_the_folder(preview: Serving, folder: str) -> None:
    answer = preview.ask(folder)
    assert answer.status == 301
    assert answer.headers["Location"] == f"{folder}/"
    assert preview.ask(f"{folder}/").status == 200


def test_no_redirect_leads_to_another_host(preview: Serving) -> None:
    here = f"http://127.0.0.1:{preview.port}//tides"
    answer = preview.ask("//tides")
    assert urlsplit(urljoin(here, answer.headers["Location"] or "")).hostname == "127.0.0.1"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/a/b/c", "/tides/nowhere/", "/../seealso.toml", "/%2e%2e/seealso.toml", "/articles/tides.md"]
)
def test_what_is_not_there_gets_the_404_page(preview: Serving, path: str) -> None:
    answer = preview.ask(path)
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    (href,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', answer.text)
    assert preview.ask(urljoin(path, href)).status == 200


@pytest.mark.parametrize(
    "host", ["tides.example.com", "tides.example.com:80", "127.0.0.1.example.com", "localhost.example.com:8000"]
)
def test_another_host_is_refused(preview: Serving, host: str) -> None:
    answer = preview.ask("/", host)
    assert answer.status == 403
    assert "On Tides" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1"])
def test_this_machine_is_answered_under_either_name(preview: Serving, host: str) -> None:
    assert preview.ask("/", host).status == 200


def test_it_listens_on_this_machine_only(preview: Serving) -> None:
    """Bound to 127.0.0.1, the port is free on another address of the loopback."""
    if sys.platform != "linux":
        pytest.skip("only Linux answers on all of 127.0.0.0/8 without being asked to")
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", preview.port)) != 0


# --- what a save does ----------------------------------------------------------------------------------------


def test_saving_an_article_shows_its_new_text(preview: Serving) -> None:
    preview.save("articles/tides.md", article("On Tides", "The sun pulls, too.", "topics: [Sea]\n"))
    preview.until_shows("/tides/", "The sun pulls, too.")


def test_a_new_article_heals_the_reference_to_it(preview: Serving) -> None:
    preview.save("articles/harbours.md", article("On Harbours", "See my article: On Lighthouses."))
    preview.until_shows("/harbours/", "On Lighthouses")
    assert 'href="../lighthouses/"' not in preview.ask("/harbours/").text
    assert 'no article is titled "On Lighthouses"' in preview.said()
    preview.save("articles/lighthouses.md", article("On Lighthouses", "A lamp turns."))
    preview.until_shows("/harbours/", 'href="../lighthouses/"')


def test_an_article_that_is_deleted_is_gone(preview: Serving) -> None:
    preview.save("articles/wells.md", article("On Wells", "A bucket."))
    preview.until_shows("/wells/", "A bucket.")
    (preview.root / "articles/wells.md").unlink()
    until(lambda: preview.ask("/wells/").status == 404, "the article is still there", preview)


def test_saving_a_layout_changes_the_page(preview: Serving) -> None:
    text = (preview.root / "layouts/garden.html").read_text(encoding="utf-8")
    preview.save("layouts/garden.html", text.replace("closed", "open"))
    preview.until_shows("/gardens/", "The gate is open.")


def test_saving_an_asset_changes_it(preview: Serving) -> None:
    preview.save("assets/site.css", "/* high water */\n")

    def is_new() -> bool:
        (href,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', preview.ask("/").text)
        return preview.shows(f"/{href}", "high water")

    until(is_new, "the stylesheet is the old one", preview)


def test_saving_a_setting_changes_the_pages(preview: Serving) -> None:
    preview.save("seealso.toml", 'title = "High Water"\n')
    preview.until_shows("/tides/", "High Water")


def test_a_setting_saved_by_replacing_its_file_changes_the_pages_again_and_again(preview: Serving) -> None:
    for title in ("Spring Tide", "Neap Tide", "Slack Water"):
        preview.replace("seealso.toml", f'title = "{title}"\n')
        preview.until_shows("/tides/", title)


def test_an_article_saved_by_replacing_its_file_shows_its_new_text_again_and_again(preview: Serving) -> None:
    for text in ("One moon.", "Two moons.", "Three moons."):
        preview.replace("articles/moons.md", article("On Moons", text))
        preview.until_shows("/moons/", text)


def test_settings_layouts_and_assets_that_are_new_are_noticed(bare: Serving) -> None:
    bare.save("seealso.toml", 'title = "High Water"\n')
    bare.until_shows("/tides/", "High Water")
    bare.save("layouts/robots.txt", "User-agent: moon\n")
    bare.until_shows("/robots.txt", "User-agent: moon")
    bare.save("assets/tide-table.txt", "12:30 high")
    bare.until_shows("/assets/tide-table.txt", "12:30 high")


def test_an_archive_in_a_folder_called_site_is_followed_like_any_other(tmp_path: Path) -> None:
    root = tmp_path / "site"
    write(root, {"articles/tides.md": "# On Tides\n\nThe moon pulls the sea.\n"})
    with served(root, tmp_path / "log") as serving:
        serving.save("articles/tides.md", "# On Tides\n\nThe sun pulls, too.\n")
        serving.until_shows("/tides/", "The sun pulls, too.")


def test_site_is_never_written(preview: Serving) -> None:
    before = set(tree(preview.root))
    preview.save("articles/ponds.md", article("On Ponds", "A frog."))
    preview.until_shows("/ponds/", "A frog.")
    new = {name for name in tree(preview.root) if not name.startswith(".seealso/")} - before
    assert new == {"articles/ponds.md"}
    assert tree(preview.root / "site") == {"index.html": b"built before"}


# --- when something is wrong ---------------------------------------------------------------------------------


def test_a_broken_head_is_shown_in_the_page_and_the_terminal_until_it_is_mended(preview: Serving) -> None:
    preview.save("articles/clouds.md", article("On Clouds", "Wool."))
    preview.until_shows("/clouds/", "Wool.")
    preview.save("articles/clouds.md", "---\ntitle: On Clouds\ndate: <yesterday>\n---\n\nFeathers.\n")
    preview.until_shows("/clouds/", 'role="alert"')
    broken = preview.ask("/clouds/").text
    assert "articles/clouds.md:3" in broken
    assert "&lt;yesterday&gt;" in broken
    assert "Wool." in broken, "the last good text stays"
    assert 'role="alert"' in preview.ask("/").text
    assert 'role="alert"' in preview.ask("/nowhere").text
    assert "articles/clouds.md:3" in preview.said()
    assert "<yesterday>" in preview.said()
    preview.save("articles/clouds.md", article("On Clouds", "Feathers."))
    preview.until_shows("/clouds/", "Feathers.")
    assert 'role="alert"' not in preview.ask("/clouds/").text


def test_a_broken_layout_is_shown_in_the_page_until_it_is_mended(preview: Serving) -> None:
    text = (preview.root / "layouts/garden.html").read_text(encoding="utf-8")
    preview.save("layouts/garden.html", text.replace("{{ html }}", "{{ hmtl }}"))
    preview.until_shows("/gardens/", 'role="alert"')
    assert "hmtl" in preview.ask("/gardens/").text
    preview.save("layouts/garden.html", text)
    until(lambda: not preview.shows("/gardens/", 'role="alert"'), "the panel stays", preview)


def test_a_first_build_that_fails_is_shown_and_gives_way_to_the_first_that_does_not(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    write(root, {"articles/tides.md": "---\ntitle: On Tides\ndate: yesterday\n---\n\nThe moon.\n"})
    with served(root, tmp_path / "log") as serving:
        answer = serving.ask("/")
        assert 'role="alert"' in answer.text
        assert "articles/tides.md:3" in answer.text
        assert "livereload.js" in answer.text
        serving.save("articles/tides.md", article("On Tides", "The moon."))
        serving.until_shows("/tides/", "The moon.")
        assert 'role="alert"' not in serving.ask("/").text


def test_a_second_serve_on_the_same_port_ends_with_a_plain_sentence(preview: Serving) -> None:
    second = run_apart("serve", "--root", str(preview.root), "--port", str(preview.port))
    assert second.status == 1
    assert f"port {preview.port} is in use" in second.text
    assert "Traceback" not in second.text
    assert len(second.text.splitlines()) == 1


# --- the browser's side --------------------------------------------------------------------------------------


def test_pages_carry_the_livereload_script(preview: Serving) -> None:
    assert "livereload.js" in preview.ask("/tides/").text
    assert "livereload.js" in preview.ask("/nowhere").text
    script = preview.ask("/livereload.js")
    assert script.status == 200
    assert "javascript" in script.headers["Content-Type"]


def test_no_page_forbids_the_livereload_script(preview: Serving) -> None:
    assert "Content-Security-Policy" not in preview.ask("/tides/").text


def test_a_browser_is_told_to_reload_after_a_save(preview: Serving) -> None:
    told = first_reload(preview, lambda: preview.save("articles/dew.md", article("On Dew", "Morning.")))
    assert told["command"] == "reload"
    assert preview.shows("/dew/", "Morning."), "a browser that reloads at once must find the new text"


def test_a_browser_is_told_to_reload_when_a_save_breaks_the_build(preview: Serving) -> None:
    file = preview.root / "articles/frost.md"
    told = first_reload(preview, lambda: preview.save("articles/frost.md", "---\ntitle: [\n---\n"))
    assert told["command"] == "reload"
    assert preview.shows("/", 'role="alert"')
    file.unlink()
    until(lambda: not preview.shows("/", 'role="alert"'), "the panel stays", preview)


def first_reload(preview: Serving, act: Callable[[], None]) -> dict[str, object]:
    """What a browser that has the page open is told after a change.

    In a thread of its own: Playwright, in the same process, holds this one's event loop.
    """
    hello = json.dumps({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})

    async def browse() -> dict[str, object]:
        socket_ = await websocket_connect(f"ws://127.0.0.1:{preview.port}/livereload")

        async def hear(command: str) -> dict[str, object]:
            while True:
                message = await asyncio.wait_for(socket_.read_message(), PATIENCE)
                assert message is not None, "the server hung up"
                told: dict[str, object] = json.loads(message)
                if told["command"] == command:
                    return told

        await socket_.write_message(hello)
        await hear("hello")
        await socket_.write_message(json.dumps({"command": "info", "url": f"http://127.0.0.1:{preview.port}/"}))
        await socket_.write_message(hello)
        await hear("hello")  # so the info before it has arrived
        act()
        told = await hear("reload")
        socket_.close()
        return told

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(browse())).result()


# --- the end -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C goes to all processes of a console, this one too")
def test_ctrl_c_ends_it_quietly(bare: Serving) -> None:
    bare.process.send_signal(signal.SIGINT)
    assert bare.process.wait(PATIENCE) in (0, 130)
    assert "Traceback" not in bare.said()
    assert "Error" not in bare.said()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", bare.port)) != 0


# --- the search ----------------------------------------------------------------------------------------------


def test_the_search_follows_in_the_background(bare: Serving) -> None:
    bare.until_shows("/pagefind/seealso.json", '"topics":[]')
    script = bare.ask("/pagefind/pagefind.js")
    assert (script.status, script.headers.get_content_type()) == (200, "text/javascript")
    bare.save("articles/whales.md", article("Whales", "They sing.", "topics: [Singing]\n"))
    bare.until_shows("/whales/", "They sing.")
    bare.until_shows("/pagefind/seealso.json", "Singing")
    assert not (bare.root / "site").exists()

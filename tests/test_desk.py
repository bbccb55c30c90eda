"""The author's desk: what stands on it, and that nothing else may press its buttons."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from seealso import desk, editor
from seealso.linkage import Request
from seealso.preview import Preview
from tests.harness import Archive


def first(within: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = within.css_first(selector)
    assert found is not None, selector
    return found


def ask(preview: Preview, path: str, form: dict[str, str] | None = None) -> tuple[str, str]:
    """Status and body of an answer; with a form it is posted."""
    sent = urlencode(form or {}).encode()
    status: list[str] = []
    environment = {
        "HTTP_HOST": "127.0.0.1:8000", "PATH_INFO": path, "REQUEST_METHOD": "POST" if form else "GET",
        "CONTENT_LENGTH": str(len(sent)), "wsgi.input": io.BytesIO(sent),
    }  # fmt: skip
    body = b"".join(preview(environment, lambda answer, _: status.append(answer)))
    return status[0], body.decode()


@pytest.fixture
def preview(archive: Archive) -> Preview:
    archive.write("tides.md", "Patient.", title="On Tides").write("sand.md", "Grains.", title="Sand")
    archive.write("moon.md", 'Slow (see my articles: "On Tides" and "On Cabbages"). Quiet.', title="The Moon")
    archive.write("night.md", "Dark. See my article: On Cabbages.", title="Night")
    return Preview(Request(archive.root, archive.articles, preview=True))


def test_all_that_there_is_to_do(preview: Preview) -> None:
    preview.rebuild()
    status, body = ask(preview, "/_desk/")
    page = LexborHTMLParser(body)
    assert status == "200 OK"
    figures = " ".join(first(page, ".figures").text().split())
    assert figures == "4 articles 3 references 33.3 % resolved 0 errors 2 warnings 0 notes"
    sentence = first(page, ".sentence")
    assert sentence.text() == 'Slow (see my articles: "On Tides" and "On Cabbages").'
    assert first(sentence, "mark").text() == "On Cabbages"
    sections = {" ".join(first(s, "h2").text().split()): s.text() for s in page.css("section")}
    assert re.search(r"On Cabbages\s+2 references", sections["Wanted titles 1"])
    assert "Sand" in sections["Orphans 3"]
    assert "On Tides" not in sections["Orphans 3"]
    assert "Night" in sections["Dead ends 3"]
    assert "On Tides" in sections["Most referred to"]


def test_what_the_last_save_changed(preview: Preview, archive: Archive) -> None:
    preview.rebuild()
    archive.write("tides.md", "Very patient.", title="On Tides").write("new.md", title="New").delete("sand.md")
    preview.rebuild()
    page = LexborHTMLParser(ask(preview, "/_desk/")[1])
    changed = next(s for s in page.css("section") if "Changed" in first(s, "h2").text())
    shown = [" ".join(item.text().split()) for item in changed.css("li")]
    assert {"/new/ new", "/tides/", "/sand/ gone"} <= set(shown)
    assert not any("404.html" in one for one in shown)


def test_a_build_that_fails_shows_its_error(preview: Preview, archive: Archive) -> None:
    archive.raw("bad.md", "---\ntitle: [\n---\n")
    preview.rebuild()
    assert "the head of the article does not parse" in ask(preview, "/_desk/")[1]


def _form(preview: Preview) -> dict[str, str]:
    page = LexborHTMLParser(ask(preview, "/_desk/")[1])
    return {i.attributes["name"] or "": i.attributes["value"] or "" for i in first(page, "form").css("input")}


def test_a_place_opens_in_the_editor(preview: Preview, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path, int, int]] = []

    def open_at(file: Path, line: int, column: int) -> bool:
        opened.append((file, line, column))
        return True

    monkeypatch.setattr(editor, "open_at", open_at)
    preview.rebuild()
    assert ask(preview, "/_desk/open", _form(preview))[0] == "303 See Other"
    assert opened == [(archive.articles / "moon.md", 5, 40)]


@pytest.mark.parametrize("change", [{"token": "guessed"}, {"path": "../../etc/passwd"}, {"path": "articles/none.md"}])
def test_nothing_else_opens(preview: Preview, monkeypatch: pytest.MonkeyPatch, change: dict[str, str]) -> None:
    monkeypatch.setattr(editor, "open_at", lambda *_: pytest.fail("opened"))
    preview.rebuild()
    assert ask(preview, "/_desk/open", _form(preview) | change)[0] == "403 Forbidden"
    assert ask(preview, "/_desk/open")[0] == "403 Forbidden"


def test_only_the_preview_knows_of_it(archive: Archive, preview: Preview) -> None:
    preview.rebuild()
    assert "/_desk/" in ask(preview, "/")[1]
    assert not any(b"_desk" in content for content in archive.build().site_files().values())


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"EDITOR": "code"}, ["code", "--goto", "a b.md:3:7"]),
        ({"EDITOR": "vim", "VISUAL": "subl -n"}, ["subl", "-n", "a b.md:3:7"]),
        ({"SEEALSO_EDITOR": "marktext", "EDITOR": "code"}, ["marktext", "a b.md"]),
        ({"EDITOR": "/usr/bin/emacsclient"}, ["/usr/bin/emacsclient", "--no-wait", "+3:7", "a b.md"]),
    ],
)
def test_editors_are_told_the_place(environment: dict[str, str], expected: list[str]) -> None:
    assert editor.command(Path("a b.md"), 3, 7, environment) == expected


def test_without_an_editor_the_system_opens_the_file() -> None:
    assert editor.command(Path("a.md"), 3, 7, {"EDITOR": "vim"})[1:] == ["a.md"]


def test_nothing_changed_before_the_first_build() -> None:
    assert desk.changes({}, {"a/index.html": b""}) == desk.Changes()


def test_mentions_that_could_be_links(archive: Archive) -> None:
    archive.write("tides.md", "Patient.", title="The Patience of the Tides")
    archive.write("moon.md", 'I think of "The Patience of the Tides" every night.', title="The Moon")
    preview = Preview(Request(archive.root, archive.articles, preview=True, every_passage=True))
    preview.rebuild()
    page = LexborHTMLParser(ask(preview, "/_desk/")[1])
    section = next(s for s in page.css("section") if "Could be links" in first(s, "h2").text())
    assert first(section, "mark").text() == "The Patience of the Tides"
    assert [link.attributes["href"] for link in section.css("a")] == ["/tides/"]

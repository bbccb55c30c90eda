"""End to end: what an author writes and what stands on the site then."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from tests.harness import Archive


def shown(archive: Archive, code: str) -> list[tuple[str, int, str]]:
    """Path, line and message of the problems of one kind."""
    return [(problem["path"], problem["line"], problem["message"]) for problem in archive.problems(code)]


# --- references, as issue 2 shows them -----------------------------------------------------------------------


RAW = (
    "see my articles alpha beta taking care of gamma first , how to stop being the delta in your family"
    " and exploring secondary gains of delta"
)
"""An author who writes without quotes, colons or capitals."""


def test_raw_words_resolve_three_titles_of_which_one_holds_and(archive: Archive) -> None:
    archive.write("one.md", title="Alpha Beta").write("two.md", title="Taking Care of Gamma First")
    archive.write("three.md", title="How to Stop Being the Delta in Your Family and Exploring Secondary Gains of Delta")
    archive.write("part.md", title="Exploring Secondary Gains of Delta").write(
        "letter.md", RAW, title="a letter"
    ).build()
    assert archive.problems() == []
    assert archive.references("letter/") == [
        ("alpha beta", "../one/"),
        ("taking care of gamma first", "../two/"),
        ("how to stop being the delta in your family and exploring secondary gains of delta", "../three/"),
    ]


def test_the_same_raw_words_resolve_by_the_titles_that_there_are(archive: Archive) -> None:
    archive.write("one.md", title="Alpha, Beta: Taking Care of Gamma First").write(
        "two.md", title="How to Stop Being the Delta in Your Family"
    )
    archive.write("three.md", title="Exploring Secondary Gains of Delta").write(
        "letter.md", RAW, title="a letter"
    ).build()
    assert archive.problems() == []
    assert archive.references("letter/") == [
        ("alpha beta taking care of gamma first", "../one/"),
        ("how to stop being the delta in your family", "../two/"),
        ("exploring secondary gains of delta", "../three/"),
    ]


def test_an_apposition_in_raw_words_resolves_one_title(archive: Archive) -> None:
    archive.write("ex.md", title="Is Your Friend Stuck in a Delta With His Ex?")
    archive.write(
        "letter.md",
        "in a prior article , is your friend stuck in a delta with his ex ? , i explored this",
        title="a letter",
    )
    archive.build()
    assert archive.references("letter/") == [("is your friend stuck in a delta with his ex ?", "../ex/")]
    assert archive.edges() == [("letter", "ex", "prose")]


def test_a_title_with_nt_is_found_however_it_is_spaced(archive: Archive) -> None:
    archive.write("isnt.md", title="Why This Isn't the End of the Garden")
    archive.write("letter.md", "see my article why this is n't the end of the garden .", title="a letter")
    archive.build()
    assert archive.edges() == [("letter", "isnt", "prose")]


def test_a_folder_with_nothing_but_bare_markdown_works(archive: Archive) -> None:
    archive.raw("moon.md", "# On the Moon\n\nIt shines. See my article: A Walk by the Sea.\n")
    archive.raw("walks/2019-05-04-by-the-sea.md", "# A Walk by the Sea\n\nWe went out early.\n").raw(
        "untitled words.md", "Only words.\n"
    )
    archive.build()
    assert (archive.status, archive.problems()) == (0, [])
    files = archive.site_files()
    assert {
        "index.html",
        "moon/index.html",
        "by-the-sea/index.html",
        "untitled-words/index.html",
        "a-z/index.html",
        "404.html",
    } <= files.keys()
    assert archive.references("moon/") == [("A Walk by the Sea", "../by-the-sea/")]
    nodes = {node["slug"]: (node["title"], node["date"]) for node in archive.graph()["nodes"]}
    assert nodes == {
        "moon": ("On the Moon", None),
        "by-the-sea": ("A Walk by the Sea", "2019-05-04"),
        "untitled-words": ("Untitled words", None),
    }


def test_an_archive_without_any_article_builds_too(archive: Archive) -> None:
    assert archive.build().status == 0
    assert "index.html" in archive.site_files()


def test_all_three_notations_make_edges_with_line_and_sentence(archive: Archive) -> None:
    archive.write("tides.md", title="On Tides")
    archive.write(
        "moon.md",
        "A word first. See my article: On Tides. And a word after.\n\n[[On Tides]]\n\nThe [sea](tides.md).",
        title="On the Moon",
    ).build()
    edges = archive.graph()["edges"]
    assert [(edge["notation"], edge["line"]) for edge in edges] == [("prose", 5), ("wikilink", 7), ("link", 9)]
    assert edges[0] == {
        "source": "moon", "target": "tides", "notation": "prose", "line": 5, "context": "See my article: On Tides."
    }  # fmt: skip


def test_a_backlink_shows_the_sentence_and_leads_to_its_very_place(archive: Archive) -> None:
    archive.write("tides.md", title="On Tides").write(
        "moon.md", "One. Later on, see my article: On Tides. Two.", title="On the Moon"
    ).build()
    place = archive.page("tides/").css_first(".leads-here blockquote a")
    assert place is not None
    assert place.text() == "Later on, see my article: On Tides."
    href = place.attributes["href"] or ""
    assert href.startswith("../moon/#")
    target = archive.page("moon/").css_first(f"[id='{href.partition('#')[2]}']")
    assert target is not None
    assert target.text() == "On Tides"


def test_a_reference_carries_its_targets_summary(archive: Archive) -> None:
    archive.write("tides.md", title="On Tides", summary="Why water rises & falls.").write(
        "moon.md", "See my article: On Tides.", title="Moon"
    ).build()
    preview = archive.page("moon/").css_first(".prose .preview")
    assert preview is not None
    assert "Why water rises & falls." in preview.text()


def test_a_new_article_heals_what_dangled_and_a_deleted_one_leaves_it_dangling(archive: Archive) -> None:
    archive.write("moon.md", "See my article: On Tides.", title="On the Moon").build()
    assert archive.codes() == ["dangling-reference"]
    archive.write("tides.md", title="On Tides").build()
    assert (archive.problems(), archive.edges()) == ([], [("moon", "tides", "prose")])
    archive.delete("tides.md").build()
    assert (archive.codes(), archive.edges()) == (["dangling-reference"], [])


def test_a_former_title_lives_on_as_an_alias(archive: Archive) -> None:
    archive.write("tides.md", title="On Tides").write("moon.md", "See my article: On Tides.", title="Moon").retitle(
        "tides.md", "Of the Sea"
    ).build()
    assert "On Tides" in archive.problems("dangling-reference")[0]["message"]
    archive.write("tides.md", title="Of the Sea", aliases=["On Tides"]).build()
    assert (archive.problems(), archive.edges()) == ([], [("moon", "tides", "prose")])


def test_one_title_on_two_articles_is_a_warning_and_a_reference_to_it_ambiguous(archive: Archive) -> None:
    archive.write("a.md", title="On Tides").write("b.md", title="On Tides").write(
        "moon.md", "See my article: On Tides.", title="Moon"
    ).build()
    assert archive.status == 0
    assert sorted(archive.codes()) == ["ambiguous-reference", "same-title"]
    assert archive.edges() == []


# --- addresses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "head", "url"),
    [
        ("On the Moon.md", {}, "on-the-moon/"),
        ("moon.md", {"slug": "of-the-moon"}, "of-the-moon/"),
        ("2019-01-02-moon.md", {}, "moon/"),
        ("2019-01-02_moon.md", {}, "moon/"),
        ("deep/er/moon.md", {}, "moon/"),
        ("moon/index.md", {}, "moon/"),
        ("Déjà vu.md", {}, "deja-vu/"),
        ("о луне.md", {}, "о-луне/"),
        ("月について.md", {}, "月について/"),
        ("MOON.MD", {}, "moon/"),
        ("moon.markdown", {}, "moon/"),
        ("moon.md", {"permalink": "/of-the-moon/"}, "of-the-moon/"),
        ("moon.md", {"permalink": "/2019/of-the-moon.html"}, "moon/"),
        ("2019-01-02-moon.md", {"date": "2020-02-03"}, "moon/"),
    ],
)
def test_an_address_is_made_of(archive: Archive, name: str, head: dict[str, str], url: str) -> None:
    archive.write(name, "Words.", title="On the Moon", **head).build()
    assert (archive.status, archive.problems()) == (0, [])
    assert f"{url}index.html" in archive.site_files()
    assert [node["url"] for node in archive.graph()["nodes"]] == [url]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("deep/moon.md", "moon.md"),
        ("2019-01-02-moon.md", "moon.md"),
        ("moon/index.md", "moon.md"),
        ("moon.markdown", "moon.md"),
        ("a/Mond.md", "mond.md"),
    ],
)
def test_two_articles_on_one_address_are_an_error_that_names_both(archive: Archive, first: str, second: str) -> None:
    archive.write(first, title="The First").write(second, title="The Second").build()
    assert archive.status == 1
    assert archive.codes() == ["same-address"]
    problem = archive.problems()[0]
    assert f"articles/{first}" in problem["message"]
    assert f"articles/{second}" in problem["message"]
    assert problem["severity"] == "error"


def test_addresses_that_differ_in_case_only_are_an_error(archive: Archive) -> None:
    archive.write("one.md", title="One", slug="Moon").write("two.md", title="Two", slug="moon").build()
    assert archive.codes() == ["same-address"]
    message = archive.problems()[0]["message"]
    assert "articles/one.md" in message
    assert "articles/two.md" in message


@pytest.mark.parametrize("slug", ["../moon", "a/b", "..", ".hidden", "a\\b", "two words", "a?b", "topics", "404.html"])
def test_an_address_that_leaves_its_place_is_an_error(archive: Archive, slug: str) -> None:
    archive.write("moon.md", title="Moon", slug=slug).build()
    assert archive.status == 1
    assert not archive.site.exists()
    assert {problem["path"] for problem in archive.problems()} == {"articles/moon.md"}


@pytest.mark.parametrize("old", ["/../../etc/moon.html", "/a/%2e%2e/%2e%2e/b", "..\\moon"])
def test_an_old_address_that_leaves_the_site_is_an_error(archive: Archive, old: str) -> None:
    archive.write("moon.md", title="Moon", redirect_from=[old]).build()
    assert archive.status == 1
    assert archive.codes() == ["address"]


def test_old_addresses_lead_to_the_new_one(archive: Archive) -> None:
    archive.settings(base_url="https://example.com/notes/")
    archive.write(
        "moon.md",
        title="On the Moon",
        redirect_from=["/2016/05/moon.html", "old-moon", "https://old.example.com/luna/"],
    ).build()
    assert archive.problems() == []
    for name, target in (
        ("2016/05/moon.html", "../../moon/"),
        ("old-moon/index.html", "../moon/"),
        ("luna/index.html", "../moon/"),
    ):
        page = archive.text(name)
        assert f'content="0; url={target}"' in page
        assert 'rel="canonical" href="https://example.com/notes/moon/"' in page
        assert archive.links(name) == [target]
    assert "old-moon" not in archive.text("sitemap.xml")


def test_an_old_address_that_is_taken_is_an_error_that_names_the_other(archive: Archive) -> None:
    archive.write("moon.md", title="Moon", redirect_from=["/tide/"]).write("tide.md", title="Tide").build()
    assert archive.status == 1
    assert "articles/tide.md" in archive.problems("same-address")[0]["message"]


def test_an_old_address_that_is_the_articles_own_does_not_replace_the_article(archive: Archive) -> None:
    archive.write("moon.md", "Mondschein.", title="On the Moon", redirect_from=["/moon/", "/luna/"]).build()
    assert archive.status == 1 or "Mondschein." in archive.text("moon/")


# --- heads ---------------------------------------------------------------------------------------------------


def test_synonyms_of_other_generators_are_read(archive: Archive) -> None:
    archive.raw(
        "moon.md",
        "---\nTitle: On the Moon\ntags: [Sky, Night]\ncategories: Sea\ndescription: A summary.\nlastmod: 2021-03-04\ndate: 2020-01-02\n---\n\nIt shines.\n",
    )
    archive.write("hidden.md", title="Hidden", published=False).write(
        "tide.md", title="Tide", excerpt="Another summary.", modified="2022-02-02"
    ).build()
    assert archive.problems() == []
    page = archive.page("moon/")
    assert [node.text() for node in page.css(".byline .topic")] == ["Sky", "Night", "Sea"]
    assert [node.text() for node in page.css("header .lead")] == ["A summary."]
    assert [node.attributes["datetime"] for node in page.css(".byline time")] == ["2020-01-02", "2021-03-04"]
    assert "Another summary." in archive.text("tide/")
    assert archive.summary["withheld"] == 1


def test_bom_and_windows_line_ends_are_no_trouble(archive: Archive) -> None:
    archive.raw(
        "moon.md",
        b"\xef\xbb\xbf---\r\ntitle: On the Moon\r\ntopics: [Sky]\r\n---\r\n\r\nIt shines.\r\n\r\nSee my article: On\r\nTides.\r\n",
    )
    archive.raw("tides.md", b"\xef\xbb\xbf# On Tides\r\rThey come.\r").build()
    assert archive.problems() == []
    assert archive.edges() == [("moon", "tides", "prose")]
    assert archive.graph()["edges"][0]["line"] == 8
    assert b"\r" not in archive.site_files()["moon/index.html"]


def test_names_in_either_unicode_form_mean_the_same(archive: Archive) -> None:
    forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    for form in forms:
        name = unicodedata.normalize(form, f"été-{form.lower()}.md")
        archive.write(name, f"![Une photo]({unicodedata.normalize('NFC', 'é')}.svg)", title=f"L'été {form}")
    archive.raw(unicodedata.normalize("NFD", "é.svg"), "<svg/>").build()
    assert archive.problems() == []
    assert {"ete-nfc/index.html", "ete-nfd/index.html", "files/é.svg"} <= {
        unicodedata.normalize("NFC", name) for name in archive.site_files()
    }


def test_yaml_does_not_turn_words_into_something_else(archive: Archive) -> None:
    archive.raw("moon.md", "---\ntitle: no\nsummary: 12:30\ntopics: [010, yes, 1e3]\n---\n\nWords.\n").build()
    assert archive.problems() == []
    assert archive.graph()["nodes"][0]["title"] == "no"
    assert archive.graph()["nodes"][0]["topics"] == ["010", "yes", "1e3"]
    assert "12:30" in archive.text("moon/")


@pytest.mark.parametrize(
    "date", ["2023-02-30", "yesterday", "03/04/2024", "2023-13-01", "2023-01-01 25:00", "20230101"]
)
def test_a_date_that_is_none_is_an_error_with_its_line(archive: Archive, date: str) -> None:
    archive.raw("moon.md", f"---\ntitle: Moon\ndate: {date}\n---\n\nWords.\n").build()
    assert archive.status == 1
    assert shown(archive, "head-value")[0][:2] == ("articles/moon.md", 3)
    assert archive.problems()[0]["column"] == 7
    assert archive.problems()[0]["hint"] != ""


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-01-02", "2020-01-02"),
        ("2020-01-02 23:30:00 +0200", "2020-01-02"),
        ("2020-01-02T10:00:00Z", "2020-01-02"),
        ("2020-1-2", "2020-01-02"),
    ],
)
def test_any_zone_of_date_is_read(archive: Archive, written: str, day: str) -> None:
    archive.raw("moon.md", f"---\ntitle: Moon\ndate: {written}\n---\n\nWords.\n").build()
    assert (archive.problems(), archive.graph()["nodes"][0]["date"]) == ([], day)


def test_articles_without_a_date_sort_last(archive: Archive) -> None:
    archive.write("a.md", title="Aaa").write("b.md", title="Bbb", date="1999-01-01").write(
        "c.md", title="Ccc", date="2020-01-01"
    ).build()
    assert re.findall(r"\b(Aaa|Bbb|Ccc)\b", archive.page("archive/").css_first("main").text()) == ["Ccc", "Bbb", "Aaa"]  # type: ignore[union-attr]


def test_unknown_keys_reach_the_layouts(archive: Archive) -> None:
    archive.layout(
        "mood.html", "{% extends 'page.html' %}{% block after %}<i>{{ article.extra.mood }}</i>{% endblock %}"
    )
    archive.write("moon.md", title="Moon", mood="serene & bright", layout="mood").build()
    assert archive.problems() == []
    assert "<i>serene &amp; bright</i>" in archive.text("moon/")


def test_a_head_after_a_blank_line_never_publishes_a_draft_in_silence(archive: Archive) -> None:
    archive.raw("moon.md", "\n---\ntitle: Moon\ndraft: true\n---\n\nNot yet for anybody.\n").build()
    published = (
        any(b"Not yet for anybody." in content for content in archive.site_files().values())
        if archive.site.exists()
        else False
    )
    assert not published or archive.problems() != []


# --- what lies in the folder ---------------------------------------------------------------------------------


def test_droppings_and_hidden_files_are_ignored(archive: Archive) -> None:
    names = [
        ".moon.md.swp",
        "moon.md~",
        "#moon.md#",
        ".hidden.md",
        ".DS_Store",
        "Thumbs.db",
        "moon.md.bak",
        ".obsidian/config.md",
        ".#moon.md",
        "moon.md.tmp",
    ]
    for name in names:
        archive.raw(name, "# Dropping\n")
    archive.write("moon.md", title="Moon").build()
    assert (archive.problems(), archive.summary["articles"]) == ([], 1)


def test_a_name_with_a_number_sign_does_not_vanish(archive: Archive) -> None:
    archive.raw("#1 reason to look up.md", "# The First Reason\n\nIt shines.\n").build()
    assert archive.summary["articles"] == 1 or archive.problems() != []


def test_a_file_beside_an_article_is_published_when_it_is_used(archive: Archive) -> None:
    archive.raw("deep/sea.svg", "<svg/>").raw("deep/tide table.pdf", b"%PDF").raw("deep/unused.png", b"png")
    archive.write("deep/tides.md", "![The sea](sea.svg)\n\n[The table](<tide table.pdf>)", title="On Tides")
    archive.write("moon.md", "![The sea again](deep/sea.svg)", title="On the Moon").build()
    files = archive.site_files()
    assert {"files/deep/sea.svg", "files/deep/tide table.pdf"} <= files.keys()
    assert [problem["path"] for problem in archive.problems()] == ["articles/deep/unused.png"]
    assert archive.codes() == ["unused-file"]
    assert b"png" not in files.values()
    sources = [node.attributes["src"] for url in ("moon/", "tides/") for node in archive.page(url).css(".prose img")]
    assert sources == ["../files/deep/sea.svg"] * 2
    assert archive.links("tides/", ".prose a") == ["../files/deep/tide%20table.pdf"]


def test_a_picture_or_link_that_leads_nowhere_is_a_warning_with_its_place(archive: Archive) -> None:
    archive.asset("harbour.svg", b"<svg/>")
    archive.write(
        "moon.md", "![A harbour](harbuor.svg)\n\nThe [sea](tidse.md) and [itself](#no-such-place).", title="Moon"
    ).write("tides.md", title="On Tides").build()
    assert archive.status == 0
    assert [(problem["code"], problem["line"]) for problem in archive.problems()] == [
        ("missing-picture", 5),
        ("broken-link", 7),
        ("broken-anchor", 7),
    ]
    assert "harbour.svg" in archive.problems("missing-picture")[0]["hint"]
    assert "tides.md" in archive.problems("broken-link")[0]["hint"]


@pytest.mark.parametrize("words", ["Some w\xf6rds.", "\xff\xfe"])
def test_text_that_is_not_utf8_is_an_error_with_its_line(archive: Archive, words: str) -> None:
    archive.raw("moon.md", b"# Moon\n\n" + words.encode("latin-1")).build()
    assert archive.status == 1
    assert shown(archive, "encoding") == [("articles/moon.md", 3, "the file is not UTF-8 text")]


def test_an_article_that_cannot_be_read_is_an_error(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    really = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "moon.md":
            raise PermissionError(13, "Permission denied")
        return really(self)

    archive.write("moon.md", title="Moon").write("tide.md", title="Tide")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    archive.build()
    assert archive.status == 1
    assert [(problem["code"], problem["path"]) for problem in archive.problems()] == [
        ("unreadable", "articles/moon.md")
    ]


@pytest.mark.parametrize("name", ["assets/site.css", "assets/sea.svg", "articles/sea.svg"])
def test_an_asset_that_cannot_be_read_is_an_error_and_no_crash(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    really = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == archive.root / name:
            raise PermissionError(13, "Permission denied")
        return really(self)

    archive.write("moon.md", "![x](sea.svg)", title="Moon").raw("sea.svg", "<svg/>").asset("site.css", b"p{}").asset(
        "sea.svg", b"<svg/>"
    )
    monkeypatch.setattr(Path, "read_bytes", refuse)
    answer = archive.run("build", "--jobs", "1")
    assert answer.status == 1
    assert name in answer.text
    assert "fault of seealso" not in answer.text


# --- pages ---------------------------------------------------------------------------------------------------


def full(archive: Archive) -> Archive:
    """A small archive with one of everything that makes a kind of page."""
    archive.settings(
        '[author]\nname = "Ada Marsh"\nabout = "She watches the sky."\n'
        '[consultation]\ninvitation = "Come and look."\nemail = "ada@example.com"\ntelephone = "(503) 555-0142"\n'
        '[crisis]\ntext = "In danger? Call"\ntelephone = "555-0100"\n',
        title="The Notebook", base_url="https://example.com/notes/", page_size=2,
    )  # fmt: skip
    for number in range(1, 6):
        archive.write(
            f"note-{number}.md", f"Words. See my article: The {number % 5 + 1}th Note & More.", title=f"The {number}th Note & More",
            date=f"2020-01-0{number}", topics=["Sky", "Night & Day"], series="Evenings", part=number,
        )  # fmt: skip
    archive.write("about.md", "She lives by the sea.", title="About Ada", layout="about")
    return archive.write("moon.md", "Words.", title="On the Moon", redirect_from=["/a/b/old.html"])


def test_every_kind_of_page_is_there(archive: Archive) -> None:
    full(archive).build()
    assert archive.problems() == []
    assert {
        "index.html", "note-1/index.html", "topics/index.html", "topics/sky/index.html", "archive/index.html", "a-z/index.html",
        "series/index.html", "series/evenings/index.html", "map/index.html", "consultation/index.html", "about/index.html", "404.html",
        "a/b/old.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "graph.json", ".nojekyll",
    } <= archive.site_files().keys()  # fmt: skip


def test_links_are_relative_and_each_leads_somewhere(archive: Archive) -> None:
    full(archive).build()
    files = archive.site_files()
    wrong = []
    for name in archive.pages():
        for node in archive.page(name).css("[href], [src]"):
            href = node.attributes.get("href") or node.attributes.get("src") or ""
            parts = urlsplit(href)
            if parts.scheme or not parts.path:
                continue
            if name == "404.html":
                assert href.startswith("/notes/"), href
                target = parts.path.removeprefix("/notes/")
            else:
                assert not href.startswith("/"), (name, href)
                folder = name.split("/")[:-1]
                for step in parts.path.split("/"):
                    if step == "..":
                        assert folder, (name, href)
                        folder.pop()
                    elif step != ".":
                        folder.append(step)
                target = "/".join(folder)
            target = unquote(target)
            if (f"{target}index.html" if target.endswith("/") or not target else target) not in files:
                wrong.append((name, href))
    assert wrong == []


@pytest.mark.parametrize(
    ("base_url", "root"), [("", "/"), ("https://example.com/", "/"), ("https://example.com/notes", "/notes/")]
)
def test_the_404_page_works_at_any_depth_under_the_base_path(archive: Archive, base_url: str, root: str) -> None:
    archive.settings(base_url=base_url).write("moon.md", title="Moon").build()
    links = archive.links("404.html", "main a, head link[rel=stylesheet]")
    assert links
    assert [href for href in links if not href.startswith(root)] == []
    assert f"{root}a-z/" in links


def test_feeds_and_sitemap_need_a_base_url(archive: Archive) -> None:
    machine = {"feed.xml", "feed.json", "sitemap.xml"}
    archive.write("moon.md", title="Moon").build()
    assert machine & archive.site_files().keys() == set()
    assert "canonical" not in archive.text("moon/")
    archive.settings(base_url="https://example.com/").build()
    assert machine <= archive.site_files().keys()
    assert '<link rel="canonical" href="https://example.com/moon/">' in archive.text("moon/")


def test_feeds_hold_the_whole_text_with_absolute_addresses(archive: Archive) -> None:
    full(archive).build()
    atom = ET.fromstring(archive.text("feed.xml"))  # noqa: S314  our own output
    space = "{http://www.w3.org/2005/Atom}"
    entries = atom.findall(f"{space}entry")
    assert entries[0].findtext(f"{space}title") == "The 5th Note & More"
    assert len(entries) == 6
    content = entries[0].findtext(f"{space}content") or ""
    assert 'href="https://example.com/notes/note-1/"' in content
    feed = json.loads(archive.text("feed.json"))
    assert [item["title"] for item in feed["items"]] == [entry.findtext(f"{space}title") for entry in entries]
    assert "../" not in feed["items"][0]["content_html"]
    assert feed["feed_url"] == "https://example.com/notes/feed.json"


def test_the_sitemap_names_every_article_once(archive: Archive) -> None:
    full(archive).build()
    places = re.findall(r"<loc>(.*?)</loc>", archive.text("sitemap.xml"))
    assert len(places) == len(set(places))
    assert {
        "https://example.com/notes/",
        "https://example.com/notes/note-1/",
        "https://example.com/notes/consultation/",
    } <= set(places)
    assert not any("404" in place or "old.html" in place for place in places)


def test_long_lists_go_on_over_pages(archive: Archive) -> None:
    full(archive).build()
    pages = ["topics/sky/", "topics/sky/2/", "topics/sky/3/"]
    titles = [node.text() for url in pages for node in archive.page(url).css(".entry a")]
    assert titles == [f"The {number}th Note & More" for number in (5, 4, 3, 2, 1)]
    assert [node.attributes["href"] for node in archive.page(pages[1]).css("[rel=prev], [rel=next]")] == [
        "../../../topics/sky/",
        "../../../topics/sky/3/",
    ]
    assert "topics/sky/4/index.html" not in archive.site_files()


def test_cname_is_there_when_it_is_set(archive: Archive) -> None:
    archive.write("moon.md", title="Moon").build()
    assert "CNAME" not in archive.site_files()
    archive.settings(cname="www.example.com").build()
    assert archive.site_files()["CNAME"] == b"www.example.com\n"


def test_graph_json_keeps_its_documented_form(archive: Archive) -> None:
    full(archive).build()
    graph = archive.graph()
    assert list(graph) == ["nodes", "edges"]
    assert {tuple(node) for node in graph["nodes"]} == {("slug", "title", "url", "date", "topics")}
    assert {tuple(edge) for edge in graph["edges"]} == {("source", "target", "notation", "line", "context")}
    slugs = [str(node["slug"]) for node in graph["nodes"]]
    assert slugs == sorted(slugs)
    assert "about" not in slugs
    assert [edge["source"] for edge in graph["edges"]] == [f"note-{number}" for number in range(1, 6)]
    assert {edge["target"] for edge in graph["edges"]} <= set(slugs)


def test_the_invitation_stands_once_in_each_article_and_its_mail_names_the_article(archive: Archive) -> None:
    full(archive).build()
    page = archive.page("note-1/")
    assert archive.text("note-1/").count("Come and look.") == 1
    mails = [node.attributes["href"] or "" for node in page.css(".invitation a[href^='mailto:']")]
    assert len(mails) == 1
    subject = parse_qs(urlsplit(mails[0]).query)["subject"][0]
    assert "The 1th Note & More" in subject
    assert [node.attributes["href"] for node in page.css(".invitation a[href^='tel:']")] == ["tel:5035550142"]
    assert "../consultation/" in archive.links("note-1/", ".invitation a")


def test_standing_pages_are_in_no_list_and_no_feed(archive: Archive) -> None:
    full(archive).build()
    for name in ("a-z/index.html", "archive/index.html", "feed.xml", "feed.json", "graph.json"):
        assert "About Ada" not in archive.text(name), name


def test_a_series_leads_from_part_to_part(archive: Archive) -> None:
    full(archive).build()
    assert archive.links("note-3/", ".series-nav [rel=prev]") == ["../note-2/"]
    assert archive.links("note-3/", ".series-nav [rel=next]") == ["../note-4/"]
    assert archive.links("note-1/", ".series-nav [rel=prev]") == []


# --- raw HTML ------------------------------------------------------------------------------------------------

HARMFUL = (
    "<script>alert(1)</script>", '<img src="x" onerror="alert(1)">', '<a href="javascript:alert(1)">x</a>', '<iframe src="https://example.com"></iframe>',
    "<style>p{display:none}</style>", '<form action="https://example.com"><input name="a"></form>', '<svg onload="alert(1)"></svg>', '<object data="x"></object>',
    '<p style="position:fixed">x</p>', '<a href="&#106;avascript:alert(1)">x</a>', '<base href="https://example.com">', '<meta http-equiv="refresh" content="0">',
)  # fmt: skip


@pytest.mark.parametrize("piece", HARMFUL)
def test_harmful_html_is_taken_out_with_a_warning(archive: Archive, piece: str) -> None:
    archive.write("moon.md", f"Before.\n\n{piece}\n\nInside {piece} a line. *After.*", title="Moon").build()
    assert archive.status == 0
    warned = archive.problems("raw-html")
    assert warned
    assert warned[0]["line"] == 7
    prose = archive.page("moon/").css_first(".prose")
    assert prose is not None
    html = prose.html or ""
    for bad in (
        "alert(1)",
        "<script",
        "<iframe",
        "<style",
        "<form",
        "onerror",
        "onload",
        "javascript:",
        "position:fixed",
        "<object",
        "<base",
        "<meta",
        "<input",
    ):
        assert bad not in html, bad
    assert "Before." in html
    assert "<em>After.</em>" in html


def test_harmless_html_stays_without_a_word(archive: Archive) -> None:
    archive.write(
        "moon.md",
        '<details><summary>More</summary>Words</details>\n\nH<sub>2</sub>O and <abbr title="as soon as">asap</abbr>.',
        title="Moon",
    ).build()
    assert archive.problems() == []
    assert "<sub>2</sub>" in archive.text("moon/")
    assert "<summary>More</summary>" in archive.text("moon/")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JaVaScRiPt:alert(1)"])
def test_a_harmful_address_in_markdown_makes_no_link(archive: Archive, address: str) -> None:
    archive.write("moon.md", f"[x]({address}) and <{address}>", title="Moon").build()
    assert archive.links("moon/", ".prose a") == []


def test_titles_and_settings_are_text_and_no_html(archive: Archive) -> None:
    archive.settings(title="<b>Bold</b>", tagline="<script>x()</script>", base_url="https://example.com/")
    archive.write(
        "moon.md", "[[tides]]", title="<img src=x onerror=y()>", topics=["<u>Sky</u>"], summary='"><script>z()</script>'
    )
    archive.write("tides.md", title="Tides </script> & <i>More</i>").build()
    for name in archive.pages():
        page = archive.page(name)
        inline = page.css("script:not([src]):not([type='application/ld+json'])")
        assert [one.text() for one in inline if "localStorage" not in (one.text() or "")] == []
        assert len(inline) < 2
        assert page.css("[onerror], body u, body i, body b") == [], name


# --- settings and layouts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "line", "words", "hint"),
    [
        ('titel = "x"', 1, '"titel"', 'did you mean "title"?'),
        ('title = "x"\npage_size = "many"', 2, '"page_size" must be a whole number', "page_size = 20"),
        ("title = 3", 1, '"title" must be text', 'title = "..."'),
        ('[author]\nnaem = "x"', 2, '"naem"', 'did you mean "name"?'),
        ('title = "x\n', 1, "do not parse", ""),
        ("page_size = 0", 1, '"page_size" must be 1 or more', ""),
        ('cname = "https://example.com"', 1, "no domain name", "www.example.com"),
        ('base_url = "example.com"', 1, "no address", "https://example.com/"),
        ('base_url = "http://[x"', 1, "no address", "https://example.com/"),
        ('[consultation]\nbooking = "http://example.com"', 2, "https://", ""),
        ('[author]\ncredentials = "MA"', 2, "list of texts", ""),
        ("author = 3", 1, "table", ""),
    ],
)
def test_a_wrong_setting_is_an_error_with_its_line(
    archive: Archive, toml: str, line: int, words: str, hint: str
) -> None:
    archive.settings(toml).write("moon.md", title="Moon").build()
    assert archive.status == 1
    assert not archive.site.exists()
    problem = archive.problems("settings")[0]
    assert (problem["path"], problem["line"], problem["severity"]) == ("seealso.toml", line, "error")
    assert words in problem["message"]
    assert hint in problem["hint"]


def test_settings_may_stand_in_pyproject(archive: Archive) -> None:
    (archive.root / "pyproject.toml").write_text(
        '[project]\nname = "x"\n\n[tool.seealso]\ntitle = "The Notebook"\npage_siez = 3\n', "utf-8"
    )
    archive.write("moon.md", title="Moon").build()
    assert shown(archive, "settings")[0][:2] == ("pyproject.toml", 6)


def test_another_tools_pyproject_is_no_trouble(archive: Archive) -> None:
    (archive.root / "pyproject.toml").write_text('[project]\nname = "x"\n', "utf-8")
    assert archive.write("moon.md", title="Moon").build().problems() == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n{{ nonesuch }}\n</p>", 2),
        ("<p>\n\n{{ title.nonesuch.more }}", 3),
        ("{% if title %}\n<p>", 2),
        ("<p>\n{{ title | nonesuch }}", 2),
        ("\n{% include 'nonesuch.html' %}", 0),
        ("\n{{ 1 / 0 }}", 2),
        ("\n\n{% nonesuch %}", 3),
    ],
)
def test_a_wrong_layout_is_an_error_with_its_line(archive: Archive, text: str, line: int) -> None:
    archive.layout("article.html", text).write("moon.md", title="Moon").build()
    assert archive.status == 1
    assert not archive.site.exists()
    problems = archive.problems("layout")
    assert problems
    assert problems[0]["path"] == "layouts/article.html"
    assert line in (0, problems[0]["line"])


def test_one_mistake_in_a_layout_is_told_once_however_many_pages_it_makes(archive: Archive) -> None:
    for number in range(5):
        archive.write(f"note-{number}.md", title=f"Note {number}")
    archive.layout("article.html", "{{ nonesuch }}").build()
    assert archive.codes() == ["layout"]


def test_an_article_that_asks_for_a_layout_that_is_not_there_is_an_error(archive: Archive) -> None:
    archive.write("moon.md", title="Moon", layout="nonesuch").build()
    assert archive.status == 1
    assert shown(archive, "layout") == [("articles/moon.md", 3, 'there is no layout "nonesuch"')]


def test_an_archives_own_layout_stands_before_the_programs(archive: Archive) -> None:
    archive.layout("404.html", "<!doctype html><title>Own</title>").write("moon.md", title="Moon").build()
    assert archive.text("404.html") == "<!doctype html><title>Own</title>"
    assert "moon/index.html" in archive.site_files()


def test_an_asset_carries_its_digest_where_it_may_be_kept_for_ever(archive: Archive) -> None:
    archive.write("moon.md", title="Moon").asset("site.css", b"p { color: teal }").build()
    first = archive.links("moon/", "link[rel=stylesheet]")
    archive.asset("site.css", b"p { color: navy }").build()
    second = archive.links("moon/", "link[rel=stylesheet]")
    assert first != second
    assert re.fullmatch(r"\.\./assets/site\.[0-9a-f]+\.css", second[0])
    assert archive.site_files()[second[0].removeprefix("../")] == b"p { color: navy }"
    assert first[0].removeprefix("../") not in archive.site_files()


# --- many mistakes at once -----------------------------------------------------------------------------------


def test_ten_different_mistakes_are_ten_problems_with_place_caret_and_hint(archive: Archive) -> None:
    archive.raw("01-head.md", "---\ntitle: One: Two\n---\n\nWords.\n")
    archive.raw("02-date.md", "---\ntitle: The Second\ndate: 30.02.2024\n---\n\nWords.\n")
    archive.raw("03-flag.md", "---\ntitle: The Third\ndraft: perhaps\n---\n\nWords.\n")
    archive.raw("04-key.md", "---\ntitle: The Fourth\nsumary: Words\n---\n\nWords.\n")
    archive.raw("05-bytes.md", b"# The Fifth\n\nW\xf6rds.\n")
    archive.raw("06-dangling.md", "# The Sixth\n\nSee my article: A Title That Is None.\n")
    archive.raw("07-link.md", "# The Seventh\n\nThe [sea](no-such-file.md).\n")
    archive.raw("08-picture.md", "# The Eighth\n\n![A harbour](no-such-picture.png)\n")
    archive.raw("09-html.md", '# The Ninth\n\n<iframe src="https://example.com"></iframe>\n')
    archive.raw("10-slug.md", "---\ntitle: The Tenth\nslug: ../ten\n---\n\nWords.\n")
    archive.check()
    assert archive.status == 1
    found = [(problem["path"], problem["line"]) for problem in archive.problems()]
    assert found == [
        ("articles/01-head.md", 2), ("articles/02-date.md", 3), ("articles/03-flag.md", 3), ("articles/04-key.md", 3), ("articles/05-bytes.md", 3),
        ("articles/06-dangling.md", 3), ("articles/07-link.md", 3), ("articles/08-picture.md", 3), ("articles/09-html.md", 3), ("articles/10-slug.md", 3),
    ]  # fmt: skip
    assert [problem["code"] for problem in archive.problems() if not problem["hint"] or not problem["column"]] == []
    blocks = archive.run("check", "--quiet").out.strip().split("\n\n")
    assert len(blocks) == 10
    for block in blocks:
        place, line, caret, *hint = block.split("\n")
        assert re.match(r"articles/\d\d-\w+\.md:\d+:\d+: (error|warning)\[[a-z-]+\]: ", place), place
        assert line.startswith("   |  ")
        assert re.fullmatch(r"   \|   *\^+", caret), caret
        assert hint[0].startswith("   = ")


def test_mistakes_in_settings_layouts_and_articles_are_told_together(archive: Archive) -> None:
    archive.settings('titel = "x"').layout("home.html", "{% if %}").write("moon.md", date="yesterday").build()
    assert sorted(archive.codes()) == ["head-value", "layout", "settings"]


def test_an_old_address_that_is_none_is_a_problem(archive: Archive) -> None:
    archive.write("moon.md", "Text.", title="Moon", redirect_from=["http://[x"]).build()
    assert archive.status == 1
    assert [(p["code"], p["line"]) for p in archive.problems()] == [("address", 3)]

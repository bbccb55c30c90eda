"""Searching, as a reader does it."""

from __future__ import annotations

import functools
import gzip
import re
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.harness import Archive

from .conftest import KINDS, NARROW, Pages, Server, Site, listen
from .test_access import findings

pytestmark = pytest.mark.browser


def opened(page: Page, site: Site, kind: str = "article") -> Page:
    page.goto(site.at(KINDS[kind]))
    page.keyboard.press("/")
    expect(page.locator(".search-dialog")).to_be_visible()
    return page


def look_for(page: Page, words: str) -> None:
    page.get_by_role("textbox").fill(words)
    expect(page.locator(".search-results li").first).to_be_visible()


def titles(page: Page) -> list[str]:
    return page.locator(".search-results .search-title").all_inner_texts()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "search"])
def test_the_key_opens_it_on_every_kind_of_page(page: Page, site: Site, kind: str) -> None:
    opened(page, site, kind)
    expect(page.get_by_role("textbox", name="Search the articles")).to_be_focused()


def test_the_key_is_a_character_where_somebody_types(page: Page, site: Site) -> None:
    opened(page, site)
    page.keyboard.type("and/or")
    expect(page.get_by_role("textbox")).to_have_value("and/or")


def test_who_does_not_want_the_key_switches_it_off(page: Page, site: Site) -> None:
    opened(page, site)
    page.get_by_label(re.compile("the key")).uncheck()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator(".search-dialog")).to_be_hidden()
    page.locator(".search-open").click()
    page.get_by_label(re.compile("the key")).check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator(".search-dialog")).to_be_visible()


def test_escape_leads_back_to_where_the_reader_was(page: Page, site: Site) -> None:
    page.goto(site.at(KINDS["article"]))
    for opener in (page.locator(".search-open"), page.locator(".prose a.reference").first):
        opener.focus()
        page.keyboard.press("/")
        expect(page.get_by_role("textbox")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".search-dialog")).to_be_hidden()
        expect(opener).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_button_opens_it_from_the_keyboard(page: Page, site: Site, key: str) -> None:
    page.goto(site.at())
    page.get_by_role("button", name="Search").focus()
    page.keyboard.press(key)
    expect(page.get_by_role("textbox")).to_be_focused()


def test_a_result_shows_the_sentence_and_leads_to_its_place(page: Page, site: Site) -> None:
    opened(page, site, "home")
    look_for(page, "socks")
    result = page.locator(".search-results li").first
    expect(result.locator(".search-title")).to_have_text("Building a Coping Plan - Part 2")
    expect(result.locator("mark").first).to_have_text("Socks")
    sentence = result.locator(".search-sentence").inner_text()
    assert sentence.startswith("On the refrigerator of a woman")
    assert sentence.endswith(".")
    expect(result.locator(".meta")).to_have_text(re.compile(r"^\d+ min · "))
    result.locator(".search-title").click()
    expect(page).to_have_url(site.at("coping-plan-2/"))
    expect(page.locator(".prose")).to_contain_text(sentence)


def test_a_sentence_below_a_heading_leads_to_the_heading(page: Page, site: Site) -> None:
    opened(page, site, "home")
    look_for(page, "mailbox")
    page.locator(".search-results li", has_text="Part 2").locator(".search-sentence a").click()
    expect(page).to_have_url(site.at("coping-plan-2/#why-good-lists-go-unused"))


def test_word_forms_match(page: Page, site: Site) -> None:
    opened(page, site)
    look_for(page, "boundary")
    one = titles(page)
    look_for(page, "boundaries")
    assert titles(page) == one


@pytest.fixture(scope="session")
def birds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Articles that have a word in different places, and two languages."""
    archive = Archive(tmp_path_factory.mktemp("birds") / "archive")
    filler = " ".join(f"Nothing of note happened on day {day}." for day in range(60))
    archive.write("a.md", f"A heron came, and a heron went. {filler}", title="Mornings", summary="What we saw.")
    archive.write("b.md", filler, title="Evenings", summary="A heron, seen once.")
    archive.write("c.md", filler, title="Herons", summary="What we heard.")
    archive.write("d.md", f"Nadie vio las cigüeñas. {filler}", title="Tardes", lang="es", summary="Lo que vimos.")
    archive.subprocess_build(search=True)
    assert archive.status == 0
    with Server(("127.0.0.1", 0), functools.partial(Pages, directory=str(archive.site), base="/")) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield Site(archive.site, f"http://127.0.0.1:{server.server_port}", "/")
        server.shutdown()


def test_a_title_counts_more_than_a_summary_and_that_more_than_a_text(page: Page, birds: Site) -> None:
    page.goto(birds.at("search/"))
    look_for(page, "heron")
    assert titles(page) == ["Herons", "Evenings", "Mornings"]


def test_the_word_forms_of_each_language_match_from_every_page(page: Page, birds: Site) -> None:
    page.goto(birds.at("search/"))
    look_for(page, "cigüeña")
    assert titles(page) == ["Tardes"]
    expect(page.locator(".search-results li")).to_have_attribute("lang", "es")
    expect(page.locator(".search-results mark")).to_have_text("cigüeñas")
    page.goto(birds.at("d/"))
    page.keyboard.press("/")
    look_for(page, "herons")
    assert titles(page)[0] == "Herons"
    expect(page.locator(".search-results li").first).to_have_attribute("lang", "en")


@pytest.mark.parametrize(
    ("address", "each", "said"),
    [("a/", 617, "1,234 articles"), ("d/", 617, "1234 artículos"), ("d/", 6170, "12\u00a0340 artículos")],
)
def test_many_are_counted_as_the_language_writes_numbers(
    page: Page, birds: Site, address: str, each: int, said: str
) -> None:
    """An index that finds so many is too large to make here: Pagefind is played, once for each of the two languages."""
    article = '{url: "a/", raw_content: "Rain.", meta: {title: "Rain"}, locations: [], anchors: []}'
    played = f"""export const createInstance = () => ({{
        init() {{}},
        search: async () => ({{results: Array({each}).fill({{id: "a", score: 1, data: async () => ({article})}})}}),
    }});"""
    page.route("**/pagefind.js*", lambda route: route.fulfill(body=played, content_type="text/javascript"))
    page.goto(birds.at(address))
    page.keyboard.press("/")
    look_for(page, "rain")
    expect(page.locator(".search-count")).to_have_text(said)


def test_a_topic_narrows_it(page: Page, site: Site) -> None:
    opened(page, site)
    look_for(page, "family")
    every = page.locator(".search-count").inner_text()
    page.get_by_label("Topic").select_option("Grief")
    expect(page.locator(".search-count")).not_to_have_text(every)
    about = page.locator(".search-results .meta")
    assert about.count() > 0
    assert [text for text in about.all_inner_texts() if "Grief" not in text] == []
    page.get_by_label("Topic").select_option("All topics")
    expect(page.locator(".search-count")).to_have_text(every)


def test_the_keyboard_walks_through_the_results(page: Page, site: Site) -> None:
    opened(page, site)
    look_for(page, "guilt")
    links = page.locator(".search-results .search-title")
    for key, where in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(links.nth(where)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Enter")
    expect(links.first).to_be_focused()
    address = links.first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(str(address)) + "$"))


def test_more_are_shown_when_asked_for(page: Page, site: Site) -> None:
    opened(page, site)
    look_for(page, "people")
    expect(page.locator(".search-results li")).to_have_count(8)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".search-results .search-title").nth(8)).to_be_focused()
    assert page.locator(".search-results li").count() > 8
    assert len(set(titles(page))) == len(titles(page))


def test_what_was_found_is_said_and_what_was_not(page: Page, site: Site) -> None:
    opened(page, site)
    look_for(page, "socks")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("One article", use_inner_text=True)
    page.get_by_role("textbox").fill("xylophonist")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(
        "No article has these words", use_inner_text=True
    )
    page.get_by_role("dialog").get_by_role("link", name=re.compile("A to Z")).click()
    expect(page).to_have_url(site.at("a-z/"))


def test_an_index_that_is_missing_is_said_and_may_come_later(page: Page, site: Site) -> None:
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404, body=""))
    opened(page, site)
    page.get_by_role("textbox").fill("guilt")
    failed = page.get_by_role("dialog").get_by_text("can’t be opened")
    expect(failed).to_be_visible()
    page.unroute("**/pagefind/**")
    look_for(page, "guilty")
    expect(failed).to_be_hidden()


def test_from_a_folder_it_says_so(page: Page, site: Site) -> None:
    page.goto((site.folder / "index.html").as_uri())
    page.locator(".search-open").click()
    page.get_by_role("textbox").fill("guilt")
    expect(page.get_by_role("dialog").get_by_text("can’t be opened")).to_be_visible()
    page.get_by_role("dialog").get_by_role("link", name=re.compile("A to Z")).click()
    expect(page.locator("h1")).to_have_text("All articles from A to Z")


def test_the_page_of_its_own_reads_its_address(page: Page, site: Site) -> None:
    for query in ("?q=socks", "#q=socks"):
        page.goto(site.at(f"search/{query}"))
        expect(page.locator(".search-results li")).to_have_count(1)
        expect(page).to_have_url(site.at("search/#q=socks"))
    page.get_by_role("textbox").fill("")
    expect(page.locator(".search-results li")).to_have_count(0)
    expect(page).to_have_url(site.at("search/"))


def test_what_is_looked_for_is_in_no_request_and_no_request_leaves_the_site(page: Page, site: Site) -> None:
    complaints, asked = listen(page), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.at(KINDS["article"]))
    assert [url for url in asked if "pagefind" in url] == []
    page.keyboard.press("/")
    look_for(page, "guilt")
    page.get_by_label("Topic").select_option("Grief")
    page.keyboard.press("Escape")
    assert [url for url in asked if not url.startswith(site.at())] == []
    assert [url for url in asked if "guilt" in urlsplit(url).query] == []
    assert len([url for url in asked if "/pagefind/" in url]) > 5
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_it(page: Page, site: Site, scheme: str) -> None:
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    opened(page, site)
    assert findings(page) == []
    look_for(page, "guilt")
    assert findings(page) == []
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    assert findings(page) == []
    page.get_by_role("textbox").fill("xylophonist")
    expect(page.get_by_text("No article has these words")).to_be_visible()
    assert findings(page) == []


def test_it_fills_a_narrow_screen_and_none_of_it_stands_beside(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, site)
    look_for(page, "codependency")
    assert page.locator(".search-dialog").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
    inside = page.locator(".search-dialog .search")
    assert inside.evaluate("e => e.scrollWidth <= e.clientWidth")
    expect(page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)


def test_without_javascript_the_button_leads_to_all_articles(site: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.at(KINDS["article"]))
        page.get_by_role("link", name="Search").click()
        expect(page).to_have_url(site.at("a-z/"))
        page.goto(site.at("search/"))
        expect(page.get_by_role("textbox")).to_have_count(0)
        expect(page.locator("noscript p")).to_be_visible()
        page.locator("main").get_by_role("link", name="All articles from A to Z").click()
        expect(page).to_have_url(site.at("a-z/"))


def test_the_script_of_an_article_is_small(site: Site) -> None:
    scripts = [gzip.compress(file.read_bytes()) for file in (site.folder / "assets").glob("*.js")]
    assert len(scripts) > 1
    assert sum(map(len, scripts)) < 8_000

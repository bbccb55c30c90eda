"""Walking through the site as a reader does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import KINDS, MOVED, MOVED_TO, Site

pytestmark = pytest.mark.browser

WITHOUT_PREVIEWS = "e => { const c = e.cloneNode(true); c.querySelectorAll('.preview').forEach(p => p.remove()); return c.textContent; }"


def words(text: str) -> str:
    return " ".join(text.split())


def addresses(links: Locator) -> list[str]:
    return [str(link.get_attribute("href")) for link in links.all()]


def own(page: Page, found: Iterable[str], site: Site) -> list[str]:
    """The addresses that stay on the site, whole and without anchors."""
    whole = {urljoin(page.url, address).partition("#")[0] for address in found}
    return sorted(address for address in whole if address.startswith(site.origin))


def test_a_reader_follows_a_reference_and_comes_back_to_the_very_sentence(page: Page, site: Site) -> None:
    page.goto(site.at())
    page.locator(".entries h3 a").first.click()
    expect(page.locator("body.article")).to_be_visible()
    beginning, title = page.url, page.locator("h1").inner_text()
    prose = page.locator(".prose p", has_text=re.compile("see my (earlier )?article")).first
    reference = prose.locator("a.reference").last
    anchor, target = reference.get_attribute("id"), urljoin(page.url, reference.get_attribute("href"))
    reference.click()
    expect(page).to_have_url(target)
    entry = page.locator(".leads-here li", has=page.get_by_role("link", name=title, exact=True))
    back = entry.locator(f"blockquote a[href$='#{anchor}']")
    sentence = words(back.inner_text())
    back.click()
    expect(page).to_have_url(f"{beginning}#{anchor}")
    arrived = page.locator(f"#{anchor}")
    expect(arrived).to_be_in_viewport(ratio=1)
    assert sentence.strip(" …") in words(page.locator("p", has=arrived).evaluate(WITHOUT_PREVIEWS))


def test_the_invitation_leads_to_the_consultation_page(page: Page, site: Site) -> None:
    page.goto(site.at(KINDS["article"]))
    page.locator(".invitation").get_by_role("link", name=re.compile("expect")).click()
    expect(page).to_have_url(site.at("consultation/"))
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_role("heading", name="What to expect")).to_be_visible()


def test_an_email_from_an_article_names_the_article(page: Page, site: Site) -> None:
    page.goto(site.at(KINDS["article"]))
    address = urlsplit(str(page.locator(".invitation a[href^='mailto:']").get_attribute("href")))
    assert unquote(address.path) == "hello@alderstreet.example.com"
    assert page.locator("h1").inner_text() in parse_qs(address.query)["subject"][0]


def test_an_old_address_leads_to_where_the_article_is_now(page: Page, site: Site) -> None:
    page.goto(site.at(MOVED))
    page.wait_for_url(site.at(MOVED_TO))
    expect(page.locator("article h1")).to_be_visible()


@pytest.mark.parametrize("address", ["nowhere", "a/b/c", "topics/nowhere/"])
def test_an_unknown_address_shows_a_page_that_leads_on(page: Page, site: Site, address: str) -> None:
    answer = page.goto(site.at(address))
    assert answer
    assert answer.status == 404
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("[...document.styleSheets].filter(sheet => sheet.cssRules.length > 50).length") == 1
    links = own(page, addresses(page.locator("a[href]")), site)
    assert len(links) > 5
    assert [link for link in links if page.context.request.get(link).status != 200] == []
    page.locator("main a").first.click()
    expect(page).to_have_url(site.at("a-z/"))


def test_a_walk_through_every_kind_of_page_asks_nobody_else_and_brings_no_complaint(page: Page, site: Site, complaints: list[str]) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    for address in (*KINDS.values(), MOVED):
        page.goto(site.at(address), wait_until="networkidle" if address == MOVED else "load")
    assert len(asked) > len(KINDS)
    assert [url for url in asked if not url.startswith((f"{site.origin}/", "data:"))] == []
    assert complaints == []


def test_no_page_of_any_kind_asks_for_what_is_missing(page: Page, site: Site) -> None:
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    for kind, address in KINDS.items():
        if kind != "404":
            page.goto(site.at(address))
    assert missing == []


def test_every_link_of_every_kind_of_page_leads_to_a_page(page: Page, site: Site) -> None:
    links: set[str] = set()
    for address in KINDS.values():
        page.goto(site.at(address))
        links.update(own(page, addresses(page.locator("a[href], link[href]:not([rel=canonical])")), site))
    assert len(links) > 50
    assert [link for link in sorted(links) if page.context.request.get(link).status != 200] == []


def test_an_article_reads_the_same_without_javascript(page: Page, site: Site, browser: Browser) -> None:
    page.goto(site.at(KINDS["article"]))
    with browser.new_context(java_script_enabled=False, viewport=page.viewport_size, color_scheme="light") as plain_context:
        plain = plain_context.new_page()
        plain.goto(site.at(KINDS["article"]))
        assert plain.locator("body").inner_text() == page.locator("body").inner_text()
        assert addresses(plain.locator("a")) == addresses(page.locator("a"))
        expect(plain.locator(".preview").first).to_be_visible()
        plain.locator(".contents summary").click()
        expect(plain.locator(".contents a").first).to_be_visible()
        plain.locator(".prose a.reference").first.click()
        expect(plain.locator("body.article")).to_be_visible()
        assert plain.url != page.url


def test_opened_from_a_folder_links_lead_to_pages(page: Page, site: Site, complaints: list[str]) -> None:
    page.goto((site.folder / "index.html").as_uri())
    page.locator(".entries h3 a").first.click()
    expect(page.locator("body.article")).to_be_visible()
    beginning = page.url
    page.locator(".prose a.reference").first.click()
    expect(page).not_to_have_url(beginning)
    expect(page.locator("body.article")).to_be_visible()
    page.locator(".leads-here blockquote a").first.click()
    expect(page).to_have_url(re.compile(r"^file://.*/index\.html#ref-\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()
    page.locator(".site-name").click()
    expect(page).to_have_url((site.folder / "index.html").as_uri())
    assert complaints == []


def test_opened_from_a_folder_no_link_shows_a_list_of_files(page: Page, site: Site) -> None:
    for kind, address in KINDS.items():
        if kind == "404":
            continue
        page.goto((site.folder / address / "index.html").as_uri())
        leading = [urlsplit(urljoin(page.url, link)) for link in addresses(page.locator("a[href]"))]
        assert [link.path for link in leading if link.scheme == "file" and link.path.endswith("/")] == [], kind
        assert page.evaluate("document.styleSheets.length") == 1

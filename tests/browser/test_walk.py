"""Walking through the site as a reader does."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import KINDS, MOVED, MOVED_TO, NARROW, Site, Walk, addresses, listen

pytestmark = pytest.mark.browser

WITHOUT_PREVIEWS = "e => { const c = e.cloneNode(true); c.querySelectorAll('.preview').forEach(p => p.remove()); return c.textContent; }"


def words(text: str) -> str:
    return " ".join(text.split())


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


def test_an_old_address_has_the_sites_icon(site: Site) -> None:
    """Without one the browser asks for /favicon.ico, which may be somebody else's."""
    assert 'rel="icon"' in (site.folder / MOVED).read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["nowhere", KINDS["404"], "topics/nowhere/"])
def test_an_unknown_address_shows_a_page_that_leads_on(page: Page, site: Site, address: str) -> None:
    answer = page.goto(site.at(address))
    assert answer
    assert answer.status == 404
    assert page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length > 50)") == [True]
    page.locator("main a").first.click()
    expect(page).to_have_url(site.at("a-z/"))


def test_no_request_leaves_the_site(walk: Walk, site: Site) -> None:
    assert len(walk.asked) > len(KINDS)
    assert [url for url in walk.asked if not url.startswith(f"{site.origin}/")] == []


def test_nothing_that_a_page_asks_for_is_missing(walk: Walk, site: Site) -> None:
    assert walk.failed == [site.at(KINDS["404"])]


def test_no_kind_of_page_makes_the_browser_complain(walk: Walk) -> None:
    assert walk.complaints == []


def test_every_link_of_every_kind_of_page_leads_to_a_page_of_the_site(walk: Walk, site: Site) -> None:
    for kind, links in walk.links.items():
        own = {link for link in links if link.startswith(f"{site.origin}/")}
        assert len(own) > 5
        assert [link for link in sorted(own) if not site.has(link)] == [], kind


def test_an_article_reads_the_same_without_javascript(page: Page, site: Site, browser: Browser) -> None:
    page.goto(site.at(KINDS["article"]))
    with browser.new_context(
        java_script_enabled=False, viewport=page.viewport_size, color_scheme="light"
    ) as plain_context:
        plain = plain_context.new_page()
        plain.goto(site.at(KINDS["article"]))
        expect(plain.locator(".theme")).to_be_hidden()
        page.locator(".theme").evaluate("switch_ => switch_.remove()")
        assert plain.locator("body").inner_text() == page.locator("body").inner_text()
        assert addresses(plain.locator("a")) == addresses(page.locator("a"))
        expect(plain.locator(".preview").first).to_be_visible()
        expect(plain.locator(".contents-margin a").first).to_be_visible()
        plain.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
        plain.locator(".contents summary").click()
        expect(plain.locator(".contents a").first).to_be_visible()
        plain.locator(".fold").first.check()
        expect(plain.locator(".preview").first).to_be_visible()
        plain.locator(".prose a.reference").first.click()
        expect(plain.locator("body.article")).to_be_visible()
        assert plain.url != page.url


def test_opened_from_a_folder_links_lead_to_pages(page: Page, site: Site) -> None:
    complaints = listen(page)
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
    for kind in ("home", "article", "topic", "map"):
        page.goto((site.folder / KINDS[kind] / "index.html").as_uri())
        leading = [urlsplit(urljoin(page.url, link)) for link in addresses(page.locator("a[href]"))]
        assert [link.path for link in leading if link.scheme == "file" and link.path.endswith("/")] == [], kind
        assert page.evaluate("document.styleSheets.length") == 1

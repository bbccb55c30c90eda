"""Everybody can use it: axe has nothing to say, and the keyboard reaches everything."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from .conftest import KINDS, NARROW, WIDE, Site

pytestmark = pytest.mark.browser

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def findings(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for one in violations
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page: Page, site: Site, kind: str) -> None:
    """Both schemes in both widths: two of the four at the root, the other two under /repo/."""
    wide, narrow = ("light", "dark") if site.base == "/" else ("dark", "light")
    page.goto(site.at(KINDS[kind]))
    for scheme, size in ((wide, WIDE), (narrow, NARROW)):
        page.set_viewport_size(ViewportSize(width=size["width"], height=size["height"]))
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        assert findings(page) == [], f"{scheme}, {size['width']} px"


def test_tab_first_reaches_the_skip_link_which_jumps_to_the_text(page: Page, site: Site) -> None:
    page.goto(site.at(KINDS["article"]))
    skip = page.locator("a.skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


MAPS = ("map", "topic-map")


@pytest.mark.parametrize("kind", MAPS)
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_every_node_of_a_map_is_a_link_with_a_name(page: Page, site: Site, kind: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(site.at(KINDS[kind]))
    chart = page.locator("figure svg:visible")
    expect(chart).to_have_count(1)
    nodes = chart.locator("circle, text").count()
    assert nodes > 10
    assert chart.locator("a[href] circle, a[href] text").count() == nodes
    assert chart.get_by_role("link", name=re.compile(r"\w")).count() == chart.locator("a").count()


OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll("figure svg text")].map(text => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const out = boxes.filter(([, box]) => box.left < 0 || box.right > innerWidth).map(([name]) => name);
  return [boxes.length, out, boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) => meet(a, b)).map(([two]) => [one, two]))];
}"""


@pytest.mark.parametrize("kind", MAPS)
def test_no_words_of_a_map_overlap_or_stick_out(page: Page, site: Site, kind: str) -> None:
    for width in (320, 390, 768, 960, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site.at(KINDS[kind]))
        count, out, overlapping = page.evaluate(OVERLAPS)
        assert count >= 6
        assert (out, overlapping) == ([], []), width


def test_what_is_pointed_at_is_named_and_its_ties_stand_out(page: Page, site: Site) -> None:
    page.goto(site.at("map/"))
    chart = page.locator("figure:visible")
    expect(chart.locator("path.lit")).to_have_count(0)
    place = chart.locator("[data-node] a").first
    place.focus()
    expect(chart.locator(".pointed")).to_have_text(place.get_attribute("aria-label") or "")
    assert chart.locator("path.lit").count() >= 1
    assert chart.locator("path.lit, path.dim").count() == chart.locator("path").count()


def test_a_filter_leaves_the_words_that_hold_it(page: Page, site: Site) -> None:
    page.goto(site.at("map/"))
    page.get_by_label("Show only").fill("griEF")
    expect(page.locator(".told > li:visible h3 a", has_text="Grief")).to_have_count(1)
    expect(page.locator(".told > li:visible h3 a", has_text="Boundaries")).to_have_count(0)
    expect(page.locator("figure:visible g.dim").first).to_be_attached()


def test_the_keyboard_reaches_every_node_of_the_map_and_follows_it(page: Page, site: Site) -> None:
    page.goto(site.at("map/"))
    links = page.locator("figure:visible svg a")
    page.get_by_label("Show only").focus()
    assert links.count() > 10
    for number in range(links.count()):
        page.keyboard.press("Tab")
        expect(links.nth(number)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("body.article, body.list")).to_be_visible()
    expect(page.locator("h1")).not_to_have_text(re.compile("map", re.IGNORECASE))

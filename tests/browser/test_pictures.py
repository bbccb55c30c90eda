"""Pictures in a browser: nothing moves when they come, and a narrow screen loads a small file."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from .conftest import NARROW, Site

pytestmark = pytest.mark.browser

SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 400);
})"""
SHOWN = ("three-in-the-morning/", "window-of-tolerance/", "grief-no-timetable/")


@pytest.fixture
def late(page: Page) -> Page:
    """A narrow page whose pictures come only when the text has long been there."""

    def wait(route: Route) -> None:
        page.wait_for_timeout(250)
        route.continue_()

    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    page.route("**/pictures/*", wait)
    return page


@pytest.mark.parametrize("address", SHOWN)
def test_nothing_moves_when_a_picture_comes(late: Page, site: Site, address: str) -> None:
    late.goto(site.at(address))
    image = late.locator("main picture img").first
    image.scroll_into_view_if_needed()
    late.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    assert late.evaluate(SHIFTS) == 0


def test_a_shift_would_be_seen(page: Page, site: Site) -> None:
    """The measure itself: without its size, the same picture pushes the text down."""
    page.goto(site.at(SHOWN[0]))
    page.evaluate("""() => {
      const image = document.querySelector("main picture img");
      image.removeAttribute("width");
      image.style.display = "none";
      setTimeout(() => { image.style.display = "block"; }, 100);
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate(SHIFTS) > 0


def test_a_telephone_loads_a_small_avif(late: Page, site: Site) -> None:
    late.goto(site.at(SHOWN[0]))
    image = late.locator(".article-image img")
    late.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    chosen = urlsplit(str(image.evaluate("image => image.currentSrc"))).path
    assert chosen.endswith("-480.avif")
    box = image.bounding_box()
    assert box
    assert abs(box["width"] / box["height"] - 1600 / 840) < 0.02


def test_a_motif_is_seen_and_not_heard(page: Page, site: Site) -> None:
    page.goto(site.at("topics/grief/"))
    motif = page.locator(".topic-header .motif")
    box = motif.bounding_box()
    assert box
    assert box["width"] == box["height"] > 60
    assert motif.get_attribute("aria-hidden") == "true"
    fills = motif.evaluate(
        "svg => [...svg.querySelectorAll('path')].map(path => getComputedStyle(path).stroke + getComputedStyle(path).fill)"
    )
    assert len(set(fills)) > 2

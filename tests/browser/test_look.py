"""What a page looks like: where things stand, on wide and narrow screens, in print."""

from __future__ import annotations

import itertools
import json
from collections import Counter

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from .conftest import KINDS, NARROW, Site, Walk

pytestmark = pytest.mark.browser


def box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found, f"{of} is not shown"
    return found


def overlap(one: FloatRect, other: FloatRect) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def most_referring(site: Site) -> str:
    """The address of the article with the most references, whose margin is the fullest."""
    edges = json.loads((site.folder / "graph.json").read_text(encoding="utf-8"))["edges"]
    (slug, _), *_ = Counter(edge["source"] for edge in edges).most_common(1)
    return f"{slug}/"


@pytest.fixture
def crowded(page: Page, site: Site) -> Page:
    page.goto(site.at(most_referring(site)))
    return page


def test_previews_stand_in_the_margin_of_a_wide_screen_and_not_on_each_other(crowded: Page) -> None:
    previews = [box(preview) for preview in crowded.locator(".preview").all()]
    assert len(previews) > 3
    text = box(crowded.locator(".prose"))
    assert [preview for preview in previews if preview["x"] < text["x"] + text["width"]] == []
    assert [preview for preview in previews if preview["x"] + preview["width"] > 1440] == []
    assert [pair for pair in itertools.combinations(previews, 2) if overlap(*pair)] == []


def test_a_preview_stands_beside_the_paragraph_that_refers(crowded: Page) -> None:
    above = 0.0
    for preview in crowded.locator(".preview").all():
        place, line = box(preview), box(preview.locator("xpath=preceding-sibling::a[1]"))
        due = max(line["y"], above)
        assert line["y"] - 30 < place["y"] < due + 60, preview.inner_text()
        above = place["y"] + place["height"]


def test_a_preview_reaches_over_nothing_that_follows_the_text(crowded: Page) -> None:
    previews = [box(preview) for preview in crowded.locator(".preview").all()]
    following = [box(part) for part in crowded.locator(".prose ~ *").all() if part.is_visible()]
    assert following
    assert [(one, part) for one in previews for part in following if overlap(one, part)] == []


def test_previews_are_hidden_on_a_narrow_screen(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    page.goto(site.at(KINDS["article"]))
    previews = page.locator(".preview")
    assert previews.count() > 3
    assert [preview for preview in previews.all() if preview.is_visible()] == []


def test_no_kind_of_page_scrolls_sideways_on_the_narrowest_screen(walk: Walk) -> None:
    assert walk.widths == dict.fromkeys(KINDS, 320)


def test_print_leaves_the_navigation_out_and_keeps_the_text(page: Page, site: Site) -> None:
    page.goto(site.at(KINDS["article"]))
    navigation = page.locator(".site-header nav, .breadcrumb, .contents, .skip, .preview")
    assert navigation.count() > 3
    page.emulate_media(media="print")
    assert [part for part in navigation.all() if part.is_visible()] == []
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".prose > p").first).to_be_visible()
    expect(page.locator(".invitation a[href^='tel:']")).to_be_visible()


def test_print_is_dark_on_light_whatever_the_screen_is(page: Page, site: Site) -> None:
    page.goto(site.at(KINDS["article"]))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.prose p')).color") == "rgb(0, 0, 0)"


def test_dark_and_light_differ(page: Page, site: Site) -> None:
    page.goto(site.at())
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light

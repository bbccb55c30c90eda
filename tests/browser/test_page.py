"""The reading page: margins that fold, notes beside the text, light and dark, other scripts, the keyboard, paper."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from .conftest import KINDS, NARROW, REPOSITORY, WIDE, Site
from .test_look import box, overlap

pytestmark = pytest.mark.browser

NOTES = KINDS["notes"]
"""An article with a footnote and references beside each other."""
PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(250, 246, 238)", "rgb(26, 25, 23)"


def resize(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(ViewportSize(width=size["width"], height=size["height"]))


@pytest.fixture
def narrow(page: Page) -> Page:
    resize(page, NARROW)
    return page


# --- margins ---------------------------------------------------------------------------------------------------


def test_notes_and_previews_share_the_margin_without_touching(page: Page, site: Site) -> None:
    page.goto(site.at(NOTES))
    beside = [box(one) for one in page.locator(".prose .preview, .prose .sidenote").all()]
    text = box(page.locator(".prose"))
    assert len(beside) > 3
    assert [one for one in beside if one["x"] < text["x"] + text["width"]] == []
    assert [pair for pair in itertools.combinations(beside, 2) if overlap(*pair)] == []


def test_a_note_is_seen_once_on_every_screen(page: Page, site: Site) -> None:
    page.goto(site.at(NOTES))
    expect(page.locator(".sidenote")).to_be_visible()
    assert box(page.locator(".footnotes"))["height"] <= 1
    resize(page, NARROW)
    expect(page.locator(".sidenote")).to_be_hidden()
    assert box(page.locator(".footnotes"))["height"] > 40


def test_the_notes_at_the_end_appear_to_the_keyboard_on_a_wide_screen(page: Page, site: Site) -> None:
    page.goto(site.at(NOTES))
    mark = page.locator(".footnote-ref a").first
    mark.focus()
    page.keyboard.press("Enter")
    assert box(page.locator(".footnotes"))["height"] > 40
    page.locator(".footnote-backref").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fnref1")).to_be_in_viewport()


def test_a_preview_folds_under_its_link_by_the_keyboard(narrow: Page, site: Site) -> None:
    narrow.goto(site.at(KINDS["article"]))
    fold, preview = narrow.locator(".fold").nth(1), narrow.locator(".preview").nth(1)
    link = fold.locator("xpath=preceding-sibling::a[1]")
    link.focus()
    narrow.keyboard.press("Tab")
    expect(fold).to_be_focused()
    expect(preview).to_be_hidden()
    narrow.keyboard.press("Space")
    expect(preview).to_be_visible()
    assert box(preview)["y"] >= box(fold)["y"] + 10
    assert box(preview)["x"] + box(preview)["width"] <= NARROW["width"]
    narrow.keyboard.press("Space")
    expect(preview).to_be_hidden()


def test_contents_stand_in_the_margin_of_a_wide_screen_and_fold_on_a_narrow_one(page: Page, site: Site) -> None:
    page.goto(site.at(KINDS["article"]))
    expect(page.locator(".contents")).to_be_hidden()
    contents, prose = box(page.locator(".contents-margin nav")), box(page.locator(".prose"))
    assert contents["x"] + contents["width"] < prose["x"]
    resize(page, NARROW)
    expect(page.locator(".contents-margin")).to_be_hidden()
    expect(page.locator(".contents summary")).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_while_a_page_loads(page: Page, site: Site, kind: str) -> None:
    resize(page, NARROW if site.base == "/" else WIDE)
    page.goto(site.at(KINDS[kind]), wait_until="load")
    moved = page.evaluate(
        """() => new Promise(done => {
            let moved = 0;
            new PerformanceObserver(list => { for (const one of list.getEntries()) moved += one.value; })
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(moved), 150);
        })"""
    )
    assert moved == 0


# --- light and dark ----------------------------------------------------------------------------------------------


def test_the_theme_is_remembered_from_page_to_page_and_forgotten_on_request(page: Page, site: Site) -> None:
    page.goto(site.at())
    switch = page.get_by_label("Colours")
    assert page.evaluate(PAPER) == LIGHT
    switch.select_option("dark")
    assert page.evaluate(PAPER) == DARK
    page.goto(site.at(KINDS["article"]))
    assert page.evaluate(PAPER) == DARK
    expect(switch).to_have_value("dark")
    switch.select_option("")
    assert page.evaluate(PAPER) == LIGHT
    page.reload()
    assert page.evaluate(PAPER) == LIGHT
    assert page.evaluate("localStorage.length") == 0


def test_the_theme_stands_before_anything_is_drawn(page: Page, site: Site) -> None:
    """Without the deferred script: what decides is in the head of the page."""
    page.goto(site.at())
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(site.at(KINDS["article"]))
    assert page.evaluate(PAPER) == DARK


def test_light_may_be_chosen_where_the_system_is_dark(page: Page, site: Site) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site.at())
    assert page.evaluate(PAPER) == DARK
    page.get_by_label("Colours").select_option("light")
    assert page.evaluate(PAPER) == LIGHT


# --- the keyboard, help, paper ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["home", "article", "topic", "consultation"])
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(page: Page, site: Site, kind: str) -> None:
    resize(page, NARROW if site.base == "/" else WIDE)
    page.goto(site.at(KINDS[kind]))
    due = page.evaluate(
        """() => [...document.querySelectorAll("a[href], input, select, summary, [tabindex='0']")]
            .filter(one => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })
                && !one.closest(".footnotes.all-beside")).length"""
    )
    reached = 0
    for _ in range(due + 5):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const one = document.activeElement; if (one === document.body) return null;
                const place = one.getClientRects()[0], style = getComputedStyle(one);
                return place.width > 0 && place.bottom > 0 && place.top < innerHeight
                    && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1; }"""
        )
        if seen is None:
            break
        assert seen, page.evaluate("document.activeElement.outerHTML")
        reached += 1
    assert reached >= due


def test_telephone_and_mail_are_one_tap_away_at_the_head_of_every_article(narrow: Page, site: Site) -> None:
    narrow.goto(site.at(KINDS["article"]))
    for address in ("tel:5035550142", "mailto:hello@alderstreet.example.com"):
        link = narrow.locator(f".site-header a[href^='{address}']")
        expect(link).to_be_in_viewport(ratio=1)
        assert box(link)["height"] >= 24


def test_paper_has_the_addresses_of_references_and_the_telephone(page: Page, site: Site) -> None:
    page.goto(site.at(KINDS["article"]))
    address = page.locator(".leads-on .printed").first
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    expect(address).to_be_visible()
    expect(address).to_have_text(f"https://alderstreet.example.com{site.base}family-role/")
    expect(page.locator(".invitation a[href^='tel:']")).to_be_visible()
    expect(page.locator("article > .printed")).to_contain_text(f"{site.base}{KINDS['article']}")
    hidden = page.locator(".fold, .preview, .theme, .series-nav, .leads-here, .related, .colophon, .contents-margin")
    assert hidden.count() > 8
    assert [one for one in hidden.all() if one.is_visible()] == []


def test_paper_has_the_notes_at_the_end(page: Page, site: Site) -> None:
    page.goto(site.at(NOTES))
    page.emulate_media(media="print")
    expect(page.locator(".sidenote")).to_be_hidden()
    assert box(page.locator(".footnotes"))["height"] > 20


# --- other languages ----------------------------------------------------------------------------------------------

ARABIC = """---
title: "ما هي الحدود؟"
lang: ar
topics: [Shores]
---

الحدود هي ما تقبله وما لا تقبله.[^1] انظر [[no]] وما يليها من كلام كثير في هذا الموضوع.

## أولا

كلام.

## ثانيا

كلام.

## ثالثا

كلام.

[^1]: ملاحظة قصيرة.
"""
SPANISH = "---\ntitle: Qué es un límite\nlang: es\ndate: 2019-03-14\ntopics: [Shores]\n---\n\nVea mi artículo: On Saying No.\n"
ENGLISH = "---\ntitle: On Saying No\ndate: 2018-01-01\ntopics: [Shores]\n---\n\nA short no (see my article: Qué es un límite).\n"
SETTINGS = """title = "Two Shores"
[consultation]
invitation = "Call if you like."
telephone = "+1 503 555 0142"
"""


@pytest.fixture(scope="module")
def shores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in three languages, one of them from right to left."""
    root = tmp_path_factory.mktemp("shores")
    (root / "articles").mkdir()
    (root / "seealso.toml").write_text(SETTINGS, encoding="utf-8")
    for name, words in (("hudud", ARABIC), ("limite", SPANISH), ("no", ENGLISH)):
        (root / "articles" / f"{name}.md").write_text(words, encoding="utf-8")
    command = [sys.executable, "build.py", "--root", str(root), "--output", str(root / "site"), "--quiet"]
    made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return root / "site"


def test_an_article_from_right_to_left_is_mirrored(page: Page, shores: Path) -> None:
    page.goto((shores / "hudud" / "index.html").as_uri())
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    prose = box(page.locator(".prose"))
    beside = [box(one) for one in page.locator(".preview, .sidenote").all()]
    assert len(beside) == 2
    assert [one for one in beside if one["x"] + one["width"] > prose["x"] or one["x"] < 0] == []
    assert box(page.locator(".contents-margin nav"))["x"] > prose["x"] + prose["width"]


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("article", ["hudud", "limite", "no"])
def test_no_language_scrolls_sideways(page: Page, shores: Path, article: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((shores / article / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_article_in_another_language_has_the_interface_in_it(page: Page, shores: Path) -> None:
    page.goto((shores / "limite" / "index.html").as_uri())
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".byline")).to_contain_text("14 de marzo de 2019")
    expect(page.locator(".site-header nav")).to_contain_text("Temas")
    expect(page.locator(".invitation p").first).to_have_attribute("lang", "en")
    expect(page.locator(".invitation h2")).to_have_text("Pedir una consulta")
    expect(page.locator(".leads-on .neighbour")).to_have_attribute("lang", "en")


def test_words_around_an_article_in_a_language_that_is_not_known_are_marked(page: Page, shores: Path) -> None:
    page.goto((shores / "hudud" / "index.html").as_uri())
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    for marked in (".skip", ".site-header nav", ".byline", "#neighbourhood-label", ".theme"):
        expect(page.locator(marked)).to_have_attribute("lang", "en")

"""JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator

from seealso import structured
from seealso.config import Author, Config, Consultation
from seealso.model import Layout, Page, PageInputs, SourcePath, Url
from seealso.stages.render import Renderer
from tests.unit import archives

CONFIG = Config(
    title="Tides & Moons", base_url="https://example.com/r/", description="About the sea.",
    author=Author(name="A. Writer", job_title="Keeper", credentials=("MA",), knows_about=("tides",), same_as=("https://example.com/me",)),
    consultation=Consultation(label="Ask", licensed_in=("Oregon",), telephone="555-0101"),
)  # fmt: skip


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value


def _article() -> dict[str, object]:
    made = archives.article("tides", title='On "Tides" </script>', date="2020-01-02", topics=["Sea"])
    (card,) = archives.build([made]).newest()
    return structured.article(CONFIG, made, card, "")


def _everything() -> list[dict[str, object]]:
    trail = [("Home", Url("")), ("Tides", Url("tides/"))]
    return [
        structured.website(CONFIG), structured.consultation(CONFIG, Url("consultation/")), structured.profile(CONFIG, Url("about/")),
        structured.graph(_article(), structured.breadcrumbs(CONFIG, trail)),
    ]  # fmt: skip


def test_nothing_is_named_by_a_fragment() -> None:
    for node in _everything():
        assert "@id" not in json.dumps(node)
        assert [value for value in _strings(node) if "#" in value] == []


def test_addresses_are_absolute_and_below_the_site() -> None:
    article = _article()
    assert article["url"] == article["mainEntityOfPage"] == "https://example.com/r/tides/"
    crumbs = structured.breadcrumbs(CONFIG, [("Home", Url("")), ("Tides", Url("tides/"))])
    assert crumbs["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://example.com/r/"},
        {"@type": "ListItem", "position": 2, "name": "Tides", "item": "https://example.com/r/tides/"},
    ]


def test_every_page_says_its_vocabulary() -> None:
    assert [node["@context"] for node in _everything()] == ["https://schema.org"] * 4


def test_an_article_says_when_it_was_written() -> None:
    article = _article()
    assert (article["datePublished"], article["dateModified"]) == (
        "2020-01-02T00:00:00+00:00",
        "2020-01-02T00:00:00+00:00",
    )
    assert article["keywords"] == ["Sea"]
    assert "image" not in article


def test_an_article_without_a_date_says_none() -> None:
    made = archives.article("tides")
    (card,) = archives.build([made]).newest()
    assert {"datePublished", "dateModified", "keywords"} & structured.article(CONFIG, made, card, "").keys() == set()


def test_a_business_needs_an_address() -> None:
    assert "LocalBusiness" not in json.dumps(structured.consultation(CONFIG, Url("consultation/")))
    placed = Config(consultation=Consultation(address="1 Quay Lane", telephone="555-0101"))
    assert "LocalBusiness" in json.dumps(structured.consultation(placed, Url("consultation/")))


def test_what_is_not_set_is_not_said() -> None:
    assert structured.person(Config(title="Tides")) == {"@type": "Person", "name": "Tides"}


def test_in_a_page_it_cannot_end_its_script() -> None:
    layout = Layout(SourcePath("layouts/page.html"), '<script type="application/ld+json">{{ ld | tojson }}</script>')
    page = Renderer({"page.html": layout}).page(PageInputs(Url("a/"), "page", {"ld": _article()}))
    assert isinstance(page, Page)
    html = page.content.decode()
    assert html.count("</script>") == 1
    assert json.loads(html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")) == _article()

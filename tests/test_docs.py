"""docs/pictures.md shows the pictures that `make pictures` takes, and says of each what it shows."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.browser.pictures import DOCS, NAMES
from tests.harness import REPOSITORY

README = (REPOSITORY / "README.md").read_text("utf-8")
PAGE = (DOCS / "pictures.md").read_text("utf-8")
SHOWN = {name: alt for alt, name in re.findall(r"^!\[(.*)\]\((.+)\)$", PAGE, re.MULTILINE)}
SHOWN |= dict(re.findall(r'^<img src="(.+?)" width="\d+" alt="(.*)">$', PAGE, re.MULTILINE))


def test_the_page_shows_what_the_command_takes() -> None:
    assert sorted(SHOWN) == NAMES
    assert sorted(file.name for file in DOCS.glob("*.png")) == NAMES


def test_each_picture_is_shown_once() -> None:
    assert [name for name, times in Counter(re.findall(r"[\w-]+\.png", PAGE)).items() if times > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_and_said_in_words(name: str) -> None:
    assert len(SHOWN[name].split()) > 5
    assert (DOCS / name).stat().st_size < 90_000


def test_readme_shows_the_article_and_leads_to_the_page() -> None:
    assert "](docs/article.png)" in README
    assert "](docs/pictures.md)" in README

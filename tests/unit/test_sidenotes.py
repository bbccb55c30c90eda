"""Footnotes beside the text."""

from __future__ import annotations

import pytest

from seealso import sidenotes
from seealso.model import Article, Slug, SourcePath
from seealso.stages import parse


def html(body: str) -> str:
    article = Article(SourcePath("articles/a.md"), Slug("a"), "A", body, 0)
    return parse.document(article).html


def beside(body: str) -> str:
    return str(sidenotes.beside(html(body)))


def test_a_note_stands_at_its_mark_and_at_the_end() -> None:
    made = beside("Tides.[^1] More.\n\n[^1]: They *turn*.\n")
    aside = made[made.index('<small class="sidenote" aria-hidden="true"') : made.index("</small>")]
    assert aside.endswith('<span class="sidenote-number">1</span> They <em>turn</em>.')
    assert made.index("</sup><small") < made.index(" More.")
    assert made.count("They <em>turn</em>.") == 2
    assert '<section class="footnotes all-beside"' in made


def test_a_copy_has_no_ids_and_no_stops_for_the_keyboard() -> None:
    made = beside("Tides.[^1]\n\n[^1]: See [the sea](https://sea.example/).\n")
    copy = made[made.index("<small") : made.index("</small>")]
    assert '<a tabindex="-1" href="https://sea.example/">' in copy
    assert " id=" not in copy
    assert "footnote-backref" not in copy


def test_the_paragraphs_of_a_note_become_lines() -> None:
    made = beside("Tides.[^1]\n\n[^1]: One.\n\n    Two.\n")
    assert "One. <br>Two.</small>" in made


@pytest.mark.parametrize(
    "body",
    [
        "Tides.[^1]\n\n[^1]: A list:\n\n    - one\n",
        "| a | b |\n| - | - |\n| c[^1] | d |\n\n[^1]: Note.\n",
        "## Tides[^1]\n\n[^1]: Note.\n",
        "One.[^1] Two.[^2]\n\n[^1]: Note.\n[^2]: A quote:\n\n    > said\n",
        "No mark.\n\n[^1]: A note that nothing refers to.\n",
        "No notes.",
    ],
)
def test_where_one_note_has_no_room_all_stay_at_the_end(body: str) -> None:
    assert beside(body) == html(body)


def test_a_second_mark_of_a_note_has_no_second_copy() -> None:
    assert beside("One.[^1] Two.[^1]\n\n[^1]: Note.\n").count('class="sidenote"') == 1

"""A page that is retouched is the one that its edited layouts would make; what is not certain is not retouched."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from seealso.model import Layout, SourcePath
from seealso.retouch import edits, retouched
from seealso.templates import SYNTAX, Quick

BASE = """<html>
{# A remark. #}
<title>{% block title %}sea{% endblock %} at {{ place }}</title>
{% if dark %}
<p>It is dark.</p>
{% endif %}
{% import "parts" as parts %}
{{ parts.link(place) }} leads
{% block main required %}{% endblock %}
{% for one in names %}<i>{{ one }}</i>, then {% else %}nobody came{% endfor %}
{% block foot %}
<p>Foot of {{ place }}.</p>
{% block inner %}innermost words{% endblock %}
{% endblock %}
"""
PAGE = """{% extends "base" %}
{% block title %}page{% endblock %}
{% set shown = "a value" %}
{% block main %}
<main>
{{ body }}
{% include "aside" %}
{% if names %}<h2>Names</h2>{% elif dark %}<h2>Nothing to see</h2>{% else %}<h2>Nobody</h2>{% endif %}
</main>
{% set kept %}<b>kept</b>{% endset %}
{{ kept | upper }}
{% endblock %}
{% block foot %}<footer>{{ place }} ends here</footer>{% endblock %}
"""
PARTS = "{% macro link(to) %}<a>to {{ to }}</a>{% endmacro %}"
ASIDE = "<aside>aside of {{ place }}</aside>"
SOURCES = {"base": BASE, "page": PAGE, "parts": PARTS, "aside": ASIDE}
VALUES: list[dict[str, object]] = [
    {"place": "the sea", "dark": False, "names": ["a", "b"], "body": Markup("<p>Foot of the sea.</p>")},
    {"place": "Nobody", "dark": True, "names": [], "body": "<h2>"},
    {"place": "", "dark": True, "names": ["<i>"], "body": Markup("<h2>Names</h2> nobody came leads")},
]


def layouts(sources: Mapping[str, str]) -> dict[str, Layout]:
    return {name: Layout(SourcePath(f"layouts/{name}"), source) for name, source in sources.items()}


def filled(sources: Mapping[str, str], values: Mapping[str, object]) -> bytes:
    environment = Quick(loader=DictLoader(dict(sources)), autoescape=True, **SYNTAX)
    return environment.get_template("page").render(**values).encode()


def outcomes(before: Mapping[str, str], now: Mapping[str, str], *values: Mapping[str, object]) -> list[bool]:
    """Which of the pages with these values could be retouched; they are as if filled."""
    how = edits("page", layouts(before), layouts(now))
    found = []
    for one in values:
        page = None if how is None else retouched(filled(before, one), how)
        assert page in (None, filled(now, one))
        found.append(page is not None)
    return found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<main>\n", "<main>\n<hr>", [True, True, True]),
        ("<html>", '<html lang="é">', [True, True, True]),
        ("<title>", "<title>&mdash;", [True, True, True]),
        ("page{%", "leaf{%", [True, True, True]),
        (" ends here", "", [True, True, True]),
        ("{# A remark. #}", "{# Another\n\n one. #}", [True, True, True]),
        ("{# A remark. #}\n", "", [True, True, True]),
        ("sea{% endblock", "lake{% endblock", [False, True, True]),  # another block stands there, words in the text
        ("innermost words", "other words", [True, True, True]),
        ("It is dark", "It was dark", [True, False, False]),
        ("Nothing to see", "Nothing here", [True, False, True]),
        ("<h2>Nobody", "<h2>No man", [True, True, True]),
        ("nobody came", "all left", [True, False, False]),
        (" leads\n", " goes\n", [True, True, False]),  # the text of one says it too
        ("{{ place }} ends", "{{ body }} ends", [False, False, False]),
        ("<hr>", "", [True, True, True]),  # nothing was edited
        ("{% if dark", "{% if not dark", [False, False, False]),
        ("to {{ to }}", "for {{ to }}", [False, False, False]),
        ("aside of", "beside", [False, False, False]),
        ("kept</b>", "left</b>", [False, False, False]),
        ('"a value"', '"another"', [False, False, False]),
        ("{% block foot %}", "{% block end %}", [False, False, False]),
        ('{% extends "base" %}\n', "{% block x %}{% endblock %}", [False, False, False]),
        ("<main>", "<main>{% if %}", [False, False, False]),
        ("</main>", "</main>{{ place }}", [False, False, False]),
    ],
)
def test_what_is_retouched(old: str, new: str, expected: list[bool]) -> None:
    now = {name: source.replace(old, new) for name, source in SOURCES.items()}
    if "{% if %}" in new or "{% block x" in new or "{% block end" in new:
        assert edits("page", layouts(SOURCES), layouts(now)) is None
    else:
        assert outcomes(SOURCES, now, *VALUES) == expected


@pytest.mark.parametrize(
    "sources",
    [
        {"page": '{% extends "base" %}{% block a %}WORDS{% endblock %}', "base": "{% filter upper %}{% block a %}{% endblock %}{% endfilter %}"},
        {"page": "{% block a %}WORDS{% endblock %}{% if self.a() == 'WORDS' %}!{% endif %}"},
        {"page": '{% extends "base" %}{% block a %}{{ super() | lower }}{% endblock %}', "base": "{% block a %}WORDS{% endblock %}"},
        {"page": "{% for n in [1, 2] recursive %}WORDS{{ loop([]) | lower }}{% endfor %}"},
        {"page": '{% extends "base" %}{% filter lower %}{% include "base" %}{% endfilter %}', "base": "WORDS"},
        {"page": '{% extends "base" %}{% block a %}{% filter lower %}{% include "x" %}{% endfilter %}{% endblock %}', "base": "WORDS{% block a %}{% endblock %}", "x": '{% extends "base" %}'},
        {"page": '{% extends "base" %}{% block a %}{% set n = name %}{% include n ignore missing %}{% endblock %}', "base": "WORDS{% block a %}{% endblock %}"},
        {"page": '{% extends name or "base" %}', "base": "WORDS"},
        {"page": '{% if name is undefined %}{% extends "base" %}{% endif %}', "base": "WORDS"},
        {"page": "{% filter lower %}WORDS{% endfilter %}"},
        {"page": "{% autoescape false %}WORDS{% endautoescape %}"},
        {"page": "{% set a %}WORDS{% endset %}{{ a | length }}"},
        {"page": "{% macro m() %}WORDS{% endmacro %}{{ m() | lower }}"},
        {"page": "{% macro m() %}{{ caller() | lower }}{% endmacro %}{% call m() %}WORDS{% endcall %}"},
    ],
)  # fmt: skip
def test_what_more_can_be_done_with_than_put_out_is_left(sources: dict[str, str]) -> None:
    now = {name: source.replace("WORDS", "Others") for name, source in sources.items()}
    assert edits("page", layouts(sources), layouts(now)) is None


def test_texts_that_overlap_or_repeat_are_left() -> None:
    assert outcomes({"page": "aa{{ x }}"}, {"page": "b{{ x }}"}, {"x": "a"}, {"x": "c"}) == [False, True]
    twice = {"page": "one{{ x }}one"}
    assert outcomes(twice, {"page": "one{{ x }}two"}, {"x": ""}) == [False]


def test_random_edits_of_texts() -> None:
    chance = random.Random(5)
    retouchable = 0
    words = re.compile(r"(?<=[>\s])[A-Za-z]+(?=[<\s.{])")
    for _ in range(300):
        now = dict(SOURCES)
        for _ in range(chance.randint(1, 3)):
            name = chance.choice(["base", "page"])
            place = chance.choice(list(words.finditer(now[name])))
            new = chance.choice(["", "Foot", "<i>", "</i>, then ", "x y", "Nobody", "the sea"])
            try:
                tried = {**now, name: now[name][: place.start()] + new + now[name][place.end() :]}
                for values in VALUES:
                    filled(tried, values)
            except Exception:  # noqa: BLE001, S112  a tag was hit: no layout that anybody published
                continue
            now = tried
        retouchable += sum(outcomes(SOURCES, now, *VALUES))
    assert retouchable > 200


def test_a_layout_that_was_missing_until_now_is_filled_in() -> None:
    before = {"page": 'WORDS{% include "aside" ignore missing %}'}
    assert outcomes(before, {"page": 'Others{% include "aside" ignore missing %}'}, {"place": "sea"}) == [True]
    assert outcomes(before, {**before, "aside": ASIDE}, {"place": "sea"}) == [False]

"""Layouts mean what they mean to Jinja; they are only filled quicker."""

from __future__ import annotations

import random
import traceback
from collections import Counter
from collections.abc import Callable

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, UndefinedError
from markupsafe import Markup

from seealso import templates
from seealso.model import Card, Slug, Url
from seealso.templates import Quick, escaped

BASE = "[{% block head %}base{% endblock %}|{% block main required %}{% endblock %}]"
MACROS = """
{% macro link(card, class="plain") %}<a class="{{ class }}">{{ card.title }}</a>{% endmacro %}
{% macro all() %}{{ varargs | join("<") }}{{ kwargs.x }}{% endmacro %}
{% macro frame() %}<p>{{ caller("&") }}</p>{% endmacro %}
{% macro twice(card) %}{{ link(card) }}{{ link(card, class="<") }}{% endmacro %}
"""
LAYOUTS = {
    "attributes": "{{ card.title }} {{ card.items() | list | length }} {{ card['title'] }} {{ card.gone is defined }}",
    "escaped": "{{ words }}{{ words | safe }}{{ safe }}{{ number }}{{ none }}{{ words ~ safe }}{{ url }}",
    "unescaped": "{% autoescape false %}{{ words }}{{ [words] | join }}{{ dict(a=words).a }}{% endautoescape %}{{ words }}",
    "chosen": "{% autoescape number == 3 %}{{ words }}{{ dict(a=words).a }}{% endautoescape %}",
    "macros": "{% import 'macros' as ui %}{{ ui.link(card) }}{{ ui.link(card, '&') }}{{ ui.link(card=card) }}"
    "{{ ui.all('a', words, x=words) }}{{ ui.twice(card) }}{% call(c) ui.frame() %}{{ c }}{{ words }}{% endcall %}",
    "own macro": "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{% autoescape false %}{{ m(words) }}{% endautoescape %}"
    "{{ m(words) }}{{ m(1, 3) }}{{ m(*[1, 2]) }}{{ m(**{'a': 1}) }}",
    "child": "{% extends 'base' %}{% block head %}{{ super() }}!{{ self.main() }}{% endblock %}"
    "{% block main %}{% set x = words %}{{ x }}{% include 'attributes' %}{% endblock %}",
    "loops": "{% for a in [1, 2] %}{{ loop.index }}{% for b in 'xy' if b != 'x' %}{{ b }}{{ a }}{% endfor %}{% else %}-"
    "{% endfor %}{% for n in tree recursive %}<{{ n.name }}{{ loop(n.below) }}>{% endfor %}",
    "counted": "{% set ns = namespace(n=0) %}{% for a in 'abc' %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
    "filtered": "{% filter upper %}a{{ words }}{% endfilter %}{% set kept %}<b>{{ words }}{% endset %}{{ kept }}",
    "keyword": "{{ dict(**{'a': 1}).a }}{{ dict(class=words)['class'] }}",
    "lends": "{% extends 'sets' %}{% macro m(a) %}{{ a }}{{ dict }}{% endmacro %}",
    "sets": "{% if m is defined %}{{ m(1) }}{% set dict = 2 %}{{ m(1) }}{% endif %}",
    "base": BASE,
    "macros file": MACROS,
}
VALUES = {
    "card": {"title": 'Tides & "Time"'},
    "words": "<a> & 'b'",
    "safe": Markup("<i>"),
    "number": 3,
    "url": Url("a&b/"),
    "tree": [{"name": "a", "below": [{"name": "b", "below": []}]}],
}


def filled(kind: type[Environment], name: str) -> str:
    loader = DictLoader(LAYOUTS | {"macros": MACROS})
    environment = kind(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template(name).render(**VALUES)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "base"])
def test_a_layout_means_what_it_means_to_jinja(name: str) -> None:
    assert filled(Quick, name) == filled(Environment, name)


@pytest.mark.parametrize("mistake", ["nobody", "card.gone", "nobody.here", "nobody()", "card.gone()", "card.title.x.y"])
def test_what_nobody_gave_is_an_error_at_its_line(mistake: str) -> None:
    loader = DictLoader({"a": f"one\n{{{{ card.title }}}}{{{{ {mistake} }}}}\n"})
    environment = Quick(loader=loader, autoescape=True, undefined=StrictUndefined)
    with pytest.raises(UndefinedError) as caught:
        environment.get_template("a").render(**VALUES)
    assert [f.lineno for f in traceback.extract_tb(caught.tb) if f.filename == "<template>"][-1] == 2


def test_a_macro_takes_no_more_than_it_asks_for() -> None:
    environment = Quick(autoescape=True)
    with pytest.raises(TypeError, match="takes not more than 1 argument"):
        environment.from_string("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}").render()


@pytest.mark.parametrize("value", ["plain", "a & b <c> \"d\" 'e'", Markup("<b>"), 3, None, Url("a&b")])
def test_escaped_is_what_markupsafe_escapes(value: object) -> None:
    from markupsafe import escape

    assert escaped(value) == escape(value)


# --- what is said once ---------------------------------------------------------------------------------------

PIECES = (
    "words ", "<b>", "{{ site.title }}", "{{ root }}", "{{ title }}", '{{ t("around") }}', "{{ t(title) }}", "{{ site.tags | join(root) }}", "{{ mark }}",
    '{% for tag in site.tags %}{{ tag }}{{ t("x") }}{% endfor %}', "{% for root in 'ab' %}{{ root }}{{ mark }}{% endfor %}", "{{ 'a' if site.search else mark }}",
    "{% for t in site.tags %}{{ t }}{{ root }}{% endfor %}", "{% set mark = title %}", "{% set site = {'title': title, 'tags': [], 'search': 1} %}", "{{ ns.n }}{% set ns.n = ns.n + 1 %}",
    "{% if title == root %}{{ mark }}{{ root }}{% else %}{{ t('no') }}{% endif %}", "{% set kept %}{{ root }}{{ mark }}{% endset %}{{ kept }}",
    "{{ ui.plain(title) }}", "{{ ui.plain(card) }}", "{{ ui.plain(card, root) }}", "{{ ui.plain(card, root=title) }}", "{{ ui.plain(1) }}{{ ui.plain(true) }}",
    "{{ ui.plain(safe) }}{{ ui.plain(same) }}", "{{ ui.counting(card) }}", "{{ ui.listing(site.tags, root) }}", "{{ own(title) }}{{ own(root) }}", "{{ ui.shadowed(title) }}",
    "{% autoescape false %}{{ ui.plain(title) }}{{ mark }}{{ root }}{% endautoescape %}", "{% filter upper %}{{ mark }}{{ root }}{% endfilter %}", "{{ loop_of(title) }}",
    "{{ ui.told(card) }}{{ ui.counting(card) }}{{ ui.told(card) }}", "{{ ui.bound(1) }}{{ ui.counting(1) }}{{ ui.bound(1) }}",
    "{{ ui.left(card) }}{{ ui.counting(card) }}{{ ui.left(card) }}", "{{ ui.reading(ns) }}{% set ns.n = 7 %}{{ ui.reading(ns) }}",
    "{% autoescape title == root %}{% if safe %}{{ root }}{{ t('&') }}{% endif %}{% endautoescape %}",
    "{% call ui.framed(root) %}{{ mark }}{{ root }}{% endcall %}", "{% include 'included' %}", "{{ site.nothing is defined }}{{ mark }}", "\n",
)  # fmt: skip
UI = """
{% set seen = namespace(n=0) %}
{% macro plain(one, root="-") %}{{ one.title or one }}{{ root }}{{ t("around") }}{% endmacro %}
{% macro counting(one) %}{% set seen.n = seen.n + 1 %}{{ seen.n }}{{ mark }}{% endmacro %}
{% macro listing(tags, root) %}{% for tag in tags %}{{ plain(tag, root) }}{{ mark }}{% endfor %}{% endmacro %}
{% macro told(one) %}{{ seen.n }}{% endmacro %}
{% macro bound(one) %}{% for seen in [seen] %}{{ seen.n }}{% endfor %}{% endmacro %}
{% macro left(one, n=seen.n) %}{{ n }}{% endmacro %}
{% macro reading(one) %}{{ one.n }}{% endmacro %}
{% macro called(one) %}{{ t(one.title) }}{% endmacro %}
{% macro shadowed(mark) %}{{ mark }}{{ t(mark) }}{% endmacro %}
{% macro framed(root) %}{{ root }}{{ caller() }}{{ mark }}{% endmacro %}
"""
FRAME = "{% import 'ui' as ui %}{% block early %}{% endblock %}{{ mark }}{{ root }}{% block late %}{% endblock %}"
OWN = "{% import 'ui' as ui %}{% set ns = namespace(n=0) %}{% macro own(a) %}{{ a }}{{ mark }}{{ root }}{% endmacro %}"
OWN += "{% macro loop_of(a) %}{% for x in a %}{{ loop.index }}{{ x }}{% endfor %}{% endmacro %}"


def said(name: str) -> str:
    return f"<{name}>"


def archive(kind: type[Environment], page: str, say: Callable[[str], str] = said) -> Environment:
    inside = f"{{% block late %}}{OWN}{page}{{% endblock %}}"
    layouts = {
        "ui": UI, "frame": FRAME, "included": "{{ mark }}{{ root }}{{ title }}",
        "alone": OWN + page, "maybe": "{% if title == root %}{% extends 'frame' %}{% endif %}{{ mark }}{{ root }}", "framed": "{% extends 'frame' %}{% block early %}{{ mark }}{{ root }}{% endblock %}" + inside,
    }  # fmt: skip
    environment = kind(loader=DictLoader(layouts), autoescape=True, undefined=StrictUndefined)
    environment.globals |= {"t": say, "mark": Markup(" dir=ltr"), "seen": "given"}
    return environment


def some_values(rng: random.Random) -> dict[str, object]:
    title = rng.choice(["On Tides", "a & b", "../", "", Markup("<i>")])
    tags = rng.choice([["a", "b&c"], ["a"], []])
    site = {"title": rng.choice(["Site", "S & s"]), "tags": tags, "search": rng.random() < 0.5}
    card = Card(Slug("a"), Url("a/"), rng.choice(["One", "<Two>"]), "", None, (), 1)
    root = rng.choice(["../", "./", Markup("../"), "../../"])
    values = {"site": site, "root": root, "title": title, "card": card, "safe": Markup("&"), "same": "&"}
    return values | ({"mark": "own & mark"} if rng.random() < 0.2 else {})


def outcome(environment: Environment, name: str, values: dict[str, object]) -> str | tuple[str, str, list[int | None]]:
    """The page; or what is said of a mistake, and the lines of the layout's where it was made."""
    try:
        return environment.get_template(name).render(**values)
    except (TemplateError, TypeError, AttributeError) as cause:
        lines = [f.lineno for f in traceback.extract_tb(cause.__traceback__) if f.filename == "<template>"]
        return type(cause).__name__, str(cause), lines[-1:]


@pytest.mark.parametrize("seed", range(200))
def test_page_after_page_says_what_jinja_says(seed: int) -> None:
    rng = random.Random(seed)
    page = "".join(rng.choices(PIECES, k=rng.randrange(1, 14)))
    plain, quick = archive(Environment, page), archive(Quick, page)
    known = [some_values(rng) for _ in range(3)]
    for _ in range(12):
        values = {**rng.choice(known), **({"title": rng.choice(["x", "y & z"])} if rng.random() < 0.5 else {})}
        if rng.random() < 0.1:
            values.pop(rng.choice(["site", "root", "title"]))
        name = rng.choice(["alone", "framed", "maybe"])
        assert outcome(quick, name, values) == outcome(plain, name, values), page


def test_what_pages_have_in_common_is_said_once() -> None:
    asked: Counter[str] = Counter()

    def say(name: str) -> str:
        asked[name] += 1
        return name

    environment = archive(Quick, '{{ root }}{{ t("label") }}{{ t(title) }}{{ t("foot") }}', say)
    site, other = {"title": "Site"}, {"title": "Other"}
    for title, root in [("a", "../"), ("b", "../"), ("c", "./"), ("d", "./")]:
        assert environment.get_template("alone").render(site=site, root=root, title=title) == f"{root}label{title}foot"
    assert asked["foot"] == 1
    assert asked["label"] == 2
    environment = archive(Quick, '{{ site.title }}{{ t("label") }}', say)
    assert [environment.get_template("alone").render(site=one) for one in (site, site, other)] == [
        "Sitelabel", "Sitelabel", "Otherlabel",
    ]  # fmt: skip
    assert asked["label"] == 4


def test_a_macro_says_once_what_depends_on_its_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()

    def say(name: str) -> str:
        asked[name] += 1
        return name

    monkeypatch.setattr(templates, "_REMEMBERED", 2)
    layout = archive(Quick, "{{ ui.called(card) }}", say).get_template("alone")
    cards = [Card(Slug("a"), Url("a/"), title, "", None, (), 1) for title in ("One", "Two", "Three", "One")]
    for card in (cards[0], cards[1], cards[0], cards[1]):
        assert layout.render(card=card) == f"{card.title}"
    assert asked == {"One": 1, "Two": 1}
    for card in (cards[2], cards[2], cards[3], cards[0]):  # two are remembered; another object is another card
        assert layout.render(card=card) == f"{card.title}"
    assert asked == {"One": 2, "Two": 1, "Three": 2}


def test_a_mistake_in_a_stretch_is_an_error_at_its_line_each_time() -> None:
    source = 'one\n{{ t("a") }}{{ root }}\n{{ site.title }}\n{{ site.gone }}\n{{ t("b") }}'
    environment = Quick(loader=DictLoader({"a": source}), autoescape=True, undefined=StrictUndefined)
    environment.globals["t"] = said
    for _ in range(2):
        with pytest.raises(UndefinedError) as caught:
            environment.get_template("a").render(site={"title": "x"}, root="../")
        assert [f.lineno for f in traceback.extract_tb(caught.tb) if f.filename == "<template>"][-1] == 4

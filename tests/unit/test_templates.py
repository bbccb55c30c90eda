"""Layouts mean what they mean to Jinja; they are only filled quicker."""

from __future__ import annotations

import traceback

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from seealso.model import Url
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

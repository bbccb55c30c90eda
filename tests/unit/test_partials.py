"""A page is filled with the layouts that Jinja would take for it, or with more of them; never with fewer."""

from __future__ import annotations

import pytest
from jinja2 import Environment, meta

from seealso import home, partials
from seealso.model import Layout, SourcePath


def layouts(**sources: str) -> dict[str, Layout]:
    return {f"{name}.html": Layout(SourcePath(f"layouts/{name}.html"), source) for name, source in sources.items()}


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("plain", ""),
        ('{% extends "a.html" %}', "a"),
        ("{%- extends 'a.html' -%}", "a"),
        ('{% include "a.html" ignore missing %}', "a"),
        ('{% include "a.html" ignore missing with context %}', "a"),
        ('{% include "a.html" without context %}{% include "b.html" %}', "a b"),
        ('{% import "a.html" as ui %}', "a"),
        ('{% import "a.html" as ui with context %}', "a"),
        ('{%+ from "a.html" import\n  link as one, meta %}', "a"),
        ('{% include "c.html" %}', "a c"),
        ('{% include "missing.html" ignore missing %}', ""),
        ("{% include kind %}", "a b c"),
        ('{% include "a" ~ ending %}', "a b c"),
        ('{% include ["missing.html", "b.html"] %}', "a b c"),
        ('{% extends "a.html" if dark else "b.html" %}', "a b c"),
    ],
)
def test_what_a_layout_needs(source: str, needed: str) -> None:
    known = layouts(page=source, a="A", b="B", c='{% extends "a.html" %}{% include "page.html" %}')
    assert partials.needed("page.html", known) == {f"{name}.html" for name in ("page", *needed.split())}


def test_a_layout_that_is_not_there_needs_none() -> None:
    assert partials.needed("page.html", layouts(a="A")) == set()


def test_the_programs_own_are_read_as_jinja_reads_them() -> None:
    files = sorted((home.DEFAULTS / "layouts").glob("*.*"))
    known = {file.name: Layout(SourcePath(file.name), file.read_text("utf-8")) for file in files}
    parser = Environment(autoescape=True)
    for name, layout in known.items():
        named = {one for one in meta.find_referenced_templates(parser.parse(layout.source)) if one}
        assert partials.needed(name, known) == {name}.union(*(partials.needed(one, known) for one in named))
    assert partials.needed("topic-map.html", known) == {"base.html", "drawing.html", "macros.html", "topic-map.html"}

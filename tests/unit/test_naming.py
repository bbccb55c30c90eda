"""What an article is called: title, slug, old addresses."""

from __future__ import annotations

import datetime as dt

import pytest

from seealso.model import Article, Source, SourcePath
from seealso.problems import Problem
from seealso.stages import read

NOW = dt.datetime(2023, 11, 14, tzinfo=dt.UTC)


def _read(path: str, *lines: str, body: str = "Body.") -> tuple[Article, tuple[Problem, ...]]:
    front = "\n".join(["---", *lines, "---", "", ""]) if lines else ""
    return read.article(Source(SourcePath(f"articles/{path}"), front + body), NOW)


def test_the_title_is_that_of_the_head() -> None:
    assert _read("x.md", "title: On Tides", body="# Another\n\nBody.")[0].title == "On Tides"


def test_without_one_it_is_the_first_heading() -> None:
    article = _read("x.md", body="\n# On *Tides* #\n\nBody.")[0]
    assert article.title == "On Tides"
    assert "# On" not in article.body


def test_a_heading_that_repeats_the_title_is_dropped_and_lines_keep_their_numbers() -> None:
    article = _read("x.md", "title: On Tides", body="# On Tides\n\nBody.")[0]
    assert "#" not in article.body
    assert article.lines[-1] == "Body."
    assert len(article.lines) == 7


def test_a_comment_in_code_is_no_heading() -> None:
    assert _read("on-tides.md", body="```\n# no heading\n```\n")[0].title == "On tides"


def test_without_a_heading_it_is_the_name_of_the_file() -> None:
    assert _read("2019-01-02-on_the-tides.md")[0].title == "On the tides"


SLUGS = [
    ("On Tides.md", "on-tides"),
    ("2019-01-02-on-tides.md", "on-tides"),
    ("sea/on-tides.MD", "on-tides"),
    ("on-tides.markdown", "on-tides"),
    ("О приливах.md", "о-приливах"),
    ("Über das Meer.md", "uber-das-meer"),
    ("tides/index.md", "tides"),
    ("2019-01-02.md", "2019-01-02"),
]


@pytest.mark.parametrize(("path", "slug"), SLUGS)
def test_the_slug_is_made_of_the_files_name(path: str, slug: str) -> None:
    article, problems = _read(path)
    assert article.slug == slug
    assert problems == ()


def test_the_date_may_be_in_the_files_name() -> None:
    assert _read("2019-01-02-on-tides.md")[0].date == dt.datetime(2019, 1, 2, tzinfo=dt.UTC)
    assert _read("2019-01-02-on-tides.md", "date: 2020-05-06")[0].date == dt.datetime(2020, 5, 6, tzinfo=dt.UTC)


def test_an_impossible_date_in_a_files_name_is_an_error() -> None:
    article, (problem,) = _read("2019-02-30-on-tides.md")
    assert article.date is None
    assert "February 2019 has no day 30" in problem.message


def test_the_slug_may_be_given() -> None:
    assert _read("x.md", "slug: the-tides")[0].slug == "the-tides"


@pytest.mark.parametrize("given", ["../up", "a/b", ".hidden", "a b", "a\\b", "a?b", "..", "."])
def test_a_slug_that_is_no_name_is_an_error_at_its_line(given: str) -> None:
    _, problems = _read("x.md", "title: x", f"slug: '{given}'")
    (problem,) = problems
    assert (problem.code, problem.severity, problem.location.line) == ("address", "error", 3)


def test_a_file_whose_name_gives_no_address_is_an_error() -> None:
    _, problems = _read("___.md")
    assert [problem.code for problem in problems] == ["address"]


def test_a_permalink_of_one_part_is_the_slug_and_a_longer_one_an_old_address() -> None:
    assert _read("x.md", "permalink: /tides/")[0].slug == "tides"
    article = _read("x.md", "permalink: /2019/11/tides.html")[0]
    assert (article.slug, article.redirect_from) == ("x", ("2019/11/tides.html",))


def test_old_addresses_are_paths_below_the_root() -> None:
    article = _read("x.md", "redirect_from: [/2019/tides/, 'https://example.com/old%20name', /2019/tides]")[0]
    assert article.redirect_from == ("2019/tides", "old name")


@pytest.mark.parametrize("given", ["../up", "/a/../../b", "a\\b"])
def test_an_old_address_that_leaves_the_site_is_an_error(given: str) -> None:
    _, problems = _read("x.md", "title: x", f"redirect_from: ['{given}']")
    assert [(problem.code, problem.location.line) for problem in problems] == [("address", 3)]

"""The head of an article: read as text, then typed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seealso import head, typed
from seealso.head import Head
from seealso.model import Article, Source, SourcePath
from seealso.problems import Problem
from seealso.stages import read
from seealso.typed import Typed

PATH = SourcePath("articles/moon.md")
NOW = dt.datetime(2023, 11, 14, tzinfo=dt.UTC)


def _head(*lines: str) -> Head:
    return head.read("\n".join(["---", *lines, "---", "", "Body."]), PATH)


def _typed(*lines: str) -> Typed:
    found = _head(*lines)
    assert found.problems == ()
    return Typed(found.values, [])


def _article(*lines: str) -> tuple[Article, tuple[Problem, ...]]:
    return read.article(Source(PATH, "\n".join(["---", *lines, "---", "", "Body words."])), NOW)


# --- plain lines, without YAML -------------------------------------------------------------------------------

KEYS = ("title", "date", "topics", "redirect_from", "a-b", "Null")
COLONS = (": ", ": ", ":  ", ":", " : ", ":\t")
WRITTEN = (
    "word", "Two words", "2022-12-03", "12:30", "010", "no", "null", "~", "Null", '"', "'", "[", "]", ",", ", ", " ", ": ", ":", "#", " #", "-", "- ", "?",
    "!", "&", "&a", "*b", "!t", "{", "}", "|", ">", "%", "@", "`", "\\", "\\n", "é", "’", "“q”", "—", "…", "\u00a0", "\u2028", "\x85", "\t", "(x)", "/",
    "https://x.y/z", ".", "...", "---", "+", "=", ";", "😀", "\ufeff", "''", '""', '"a b"', "'it'", '["a", "b"]', "[a, b c]", "[ a ,b ]", "x:y", "a: b", "_", "日本",
)  # fmt: skip
HEAD_LINE = st.one_of(
    st.tuples(
        st.sampled_from(KEYS), st.sampled_from(COLONS), st.lists(st.sampled_from(WRITTEN), max_size=5).map("".join)
    ).map("".join),
    st.sampled_from(("", "  ", "# comment", "- item", "  more", "...")),
)


@settings(max_examples=3000, deadline=None)
@given(st.lists(HEAD_LINE, max_size=4).map("\n".join))
def test_plain_lines_are_read_as_yaml_reads_them(inside: str) -> None:
    quickly = head.plain(f"\n{inside}\n", 3, PATH)
    if quickly is not None:
        problems: list[Problem] = []
        assert quickly == head.composed(f"\n{inside}\n", 3, PATH, problems)
        assert problems == []


FENCES = (
    "---\n",
    "---",
    "----\n",
    "--- \n",
    "\n",
    " ",
    "\n\n",
    "title: x\n",
    "text",
    "# Heading",
    "\t",
    "\x0b",
    "- - -",
)


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(FENCES), max_size=9).map("".join))
def test_a_plain_head_is_found_as_the_library_finds_it(content: str) -> None:
    quickly = head.plain_front(content)
    assert quickly is None or quickly == head.found_front(content)


def test_most_heads_are_found_without_it() -> None:
    assert head.plain_front("---\ntitle: x\n---\nText.")
    assert head.plain_front("---\ntitle: x\n---\n\nText.")


@pytest.mark.parametrize(
    "written",
    ["On Tides", '"It\'s: a title"', "'a \"b\"'", "2024-03-14 10:00:00", "[a, b c]", '[ "a", b]', "Who? Me, too."],
)
def test_most_heads_need_no_yaml(written: str) -> None:
    assert head.plain(f"\ntitle: {written}\ndraft: no\n", 0, PATH)


# --- text as text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["no", "yes", "12:30", "010", "1e3", "0x10", "1_000", "2024-03-14", "3.10", "on", "true"]
)
def test_a_title_is_what_the_author_typed(written: str) -> None:
    assert _typed(f"title: {written}").text("title") == written


@pytest.mark.parametrize("written", ["~", "null", ""])
def test_nothing_is_nothing(written: str) -> None:
    assert _typed(f"title: {written}").text("title") == ""


def test_a_quoted_null_is_a_word() -> None:
    assert _typed('title: "null"').text("title") == "null"


def test_the_body_begins_behind_the_head() -> None:
    content = "---\ntitle: x\n---\n\nBody."
    found = head.read(content, PATH)
    assert content.split("\n")[found.body_start :][-1] == "Body."
    assert "---" not in content.split("\n")[found.body_start :]


def test_a_file_without_a_head_is_all_body() -> None:
    assert head.read("Body.", PATH) == Head({}, 0, ())


def test_a_rule_inside_the_body_is_no_head() -> None:
    assert head.read("Body.\n\n---\n\nMore.", PATH).values == {}


def test_every_value_knows_its_place() -> None:
    value = _head("title: On Tides", "topics: [sea, moon]").values["topics"]
    assert (value.key.line, value.key.column) == (3, 1)
    assert (value.location.line, value.location.column, value.location.length) == (3, 9, len("[sea, moon]"))


# --- heads that can't be read --------------------------------------------------------------------------------

UNREADABLE = [
    (["title: a", "title: b"], 3, '"title" stands in the head twice'),
    (["title: &x Tides"], 2, "anchors, aliases and tags of YAML are not read here"),
    (["title: *x"], 2, ""),
    (["title: !tag Tides"], 2, "anchors, aliases and tags of YAML are not read here"),
    (["- a", "- b"], 2, "the head must be lines of `key: value`"),
    (["title: On Tides: a Memoir"], 2, "the head of the article does not parse"),
    (["title: ok", "topics: [a, b"], 0, "the head of the article does not parse"),
    (["title: ok", "date:\t2024-03-14", "\tx: y"], 0, "the head of the article does not parse"),
]


@pytest.mark.parametrize(("lines", "line", "message"), UNREADABLE)
def test_a_head_that_cannot_be_read_is_a_problem_with_its_line(lines: list[str], line: int, message: str) -> None:
    (problem,) = _head(*lines).problems
    assert message in problem.message
    assert problem.location.line == line or (not line and problem.location.line > 1)
    assert problem.severity == "error"


def test_a_colon_in_a_title_gets_the_line_to_write() -> None:
    (problem,) = _head("title: On Tides: a Memoir").problems
    assert 'title: "On Tides: a Memoir"' in problem.hint


def test_a_missing_space_after_a_colon_is_named() -> None:
    (problem,) = _head("title: x", "date:2024-03-14").problems
    assert problem.location.line in (3, 4)
    assert "space after the colon" in problem.hint


def test_a_head_that_is_not_closed_is_named() -> None:
    (problem,) = head.read("---\ntitle: x\n\nBody.", PATH).problems
    assert "not closed" in problem.message
    assert "---" in problem.hint


def test_an_ampersand_or_a_star_inside_a_value_is_no_anchor() -> None:
    assert _typed("title: Salt &amp; Iron").text("title") == "Salt &amp; Iron"
    assert _typed('title: "*Star* & Co"').text("title") == "*Star* & Co"


# --- values --------------------------------------------------------------------------------------------------

DATES = [
    ("2024-03-14", "2024-03-14T00:00:00+00:00"),
    ("2024-3-4", "2024-03-04T00:00:00+00:00"),
    ('"2024-03-14"', "2024-03-14T00:00:00+00:00"),
    ("2024-03-14 12:30", "2024-03-14T12:30:00+00:00"),
    ("2024-03-14T12:30:15", "2024-03-14T12:30:15+00:00"),
    ("2024-03-14T12:30:15Z", "2024-03-14T12:30:15+00:00"),
    ("2024-03-14 12:30:15 UTC", "2024-03-14T12:30:15+00:00"),
    ("2024-03-14 12:30:15 +0200", "2024-03-14T12:30:15+02:00"),
    ("2024-03-14T12:30:15.123-08:00", "2024-03-14T12:30:15-08:00"),
    ("2024-03-14 12:30 +05:30", "2024-03-14T12:30:00+05:30"),
    ("2024-02-29", "2024-02-29T00:00:00+00:00"),
]


@pytest.mark.parametrize(("written", "expected"), DATES)
def test_dates_of_every_form_are_read(written: str, expected: str) -> None:
    found = _typed(f"date: {written}").date("date")
    assert found is not None
    assert found.isoformat() == expected


NO_DATES = [
    ("2024-02-30", "February 2024 has no day 30"),
    ("2023-02-29", "February 2023 has no day 29"),
    ("2024-13-01", "there is no month 13"),
    ("2024-03-14 25:00", "there is no time 25:00"),
    ("yesterday", "it must be year-month-day"),
    ("03/04/2024", "it must be year-month-day"),
    ("14 March 2024", "it must be year-month-day"),
    ("2024-03", "it must be year-month-day"),
    ("2024-00-10", "there is no month 0"),
    ("0000-01-01", "has no day 1"),
    ("[2024-03-14]", "it must be year-month-day"),
]


@pytest.mark.parametrize(("written", "reason"), NO_DATES)
def test_a_date_that_is_none_is_an_error_with_its_place(written: str, reason: str) -> None:
    article, problems = _article("title: x", f"date: {written}")
    (problem,) = problems
    assert article.date is None
    assert reason in problem.message
    assert (problem.location.line, problem.location.column) == (3, 7)
    assert (problem.severity, problem.code) == ("error", "head-value")


def test_a_date_with_slashes_gets_both_readings() -> None:
    _, (problem,) = _article("title: x", "date: 03/04/2024")
    assert "2024-03-04 or 2024-04-03" in problem.hint


def test_a_date_that_can_be_read_in_one_way_gets_that_one() -> None:
    _, (problem,) = _article("title: x", "date: 25/04/2024")
    assert problem.hint.endswith("2024-04-25")


@pytest.mark.parametrize("written", ["2024-03-14 12:30 +99:00", "2024-03-14 12:30 +24:00"])
def test_a_time_zone_that_is_none_is_a_problem_that_names_it(written: str) -> None:
    article, (problem,) = _article("title: x", f"date: {written}")
    assert (article.date, problem.code, problem.location.line) == (None, "head-value", 3)
    assert "zone" in problem.message


def test_moment_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="April 2024 has no day 31"):
        typed.moment("2024-04-31")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("true", True), ("Yes", True), ("on", True), ("no", False), ("False", False), ("off", False), ("", False)],
)
def test_flags_are_read_as_people_write_them(written: str, *, expected: bool) -> None:
    assert _typed(f"draft: {written}").flag("draft") is expected


WRONG = [
    ("draft: perhaps", '"draft" must be true or false, not "perhaps"'),
    ("part: two", '"part" must be a whole number, not "two"'),
    ("part: 1.5", '"part" must be a whole number, not "1.5"'),
    ("title: [a, b]", '"title" must be text, not a list'),
    ("title: {a: b}", '"title" must be text, not a table'),
    ("topics: {a: b}", '"topics" must be a list of texts'),
    ("topics: [[a]]", '"topics" must be a list of texts'),
    ("draft: [true]", '"draft" must be true or false, not a list'),
]


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_a_wrong_type_is_an_error_that_quotes_the_author(line: str, message: str) -> None:
    _, problems = _article("summary: x", line)
    (problem,) = problems
    assert problem.message == message
    assert problem.location.line == 3
    assert problem.hint.startswith("write ")


def test_all_mistakes_are_told_at_once() -> None:
    _, problems = _article("title: [a]", "date: yesterday", "draft: perhaps", "part: x")
    assert {problem.location.line for problem in problems} == {2, 3, 4, 5}
    assert len(problems) == 4


def test_numbers_with_noughts_are_numbers() -> None:
    assert _typed("part: 010").number("part") == 10


def test_topics_may_be_a_text_with_commas_or_a_list() -> None:
    assert _typed("topics: sea, moon").texts("topics", commas=True) == ("sea", "moon")
    assert _typed("topics:", "  - sea", "  - moon", "  - sea").texts("topics", commas=True) == ("sea", "moon")


def test_an_alias_with_a_comma_stays_one() -> None:
    assert _typed("aliases: Tide, Moon").texts("aliases") == ("Tide, Moon",)


# --- keys ----------------------------------------------------------------------------------------------------


def test_the_names_of_other_generators_are_read() -> None:
    article, problems = _article(
        "title: x", "tags: [sea]", "categories: moon", "description: short", "lastmod: 2020-01-01", "published: false"
    )
    assert problems == ()
    assert (article.topics, article.summary, article.draft) == (("sea", "moon"), "short", True)
    assert article.updated == dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def test_a_misspelt_key_gets_a_question_at_the_key() -> None:
    _, problems = _article("title: x", "sumary: short")
    (problem,) = problems
    assert (problem.code, problem.severity, problem.location.line, problem.location.length) == (
        "misspelt-key",
        "warning",
        3,
        6,
    )
    assert 'did you mean "summary"?' in problem.hint


def test_other_unknown_keys_go_to_the_layouts() -> None:
    article, problems = _article("title: x", "mood: {sky: grey, sea: [calm]}")
    assert problems == ()
    assert article.extra == {"mood": {"sky": "grey", "sea": ["calm"]}}


def test_what_is_dated_ahead_is_scheduled() -> None:
    assert _article("date: 2023-11-15")[0].scheduled
    assert not _article("date: 2023-11-14")[0].scheduled

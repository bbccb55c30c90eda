"""Reading the settings: every mistake at once, each with its line."""

from __future__ import annotations

import pytest

from seealso import settings
from seealso.config import Config
from seealso.model import SourcePath
from seealso.problems import Problem, SeealsoError

PATH = SourcePath("seealso.toml")


def _problems(content: str, table: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    with pytest.raises(SeealsoError) as caught:
        settings.parse(content, PATH, table=table)
    return caught.value.problems


def test_no_settings_are_plain_defaults() -> None:
    assert settings.parse("", PATH, table=()) == Config()
    assert settings.parse("[project]\nname = 'x'\n", PATH, table=("tool", "seealso")) == Config()


def test_settings_are_typed() -> None:
    config = settings.parse(
        'title = "Tides"\npage_size = 5\n[author]\nname = "A. Writer"\nknows_about = ["sea"]\n', PATH, table=()
    )
    assert (config.title, config.page_size, config.author.name, config.author.knows_about) == (
        "Tides",
        5,
        "A. Writer",
        ("sea",),
    )


def test_they_stand_in_their_table_of_a_project() -> None:
    assert (
        settings.parse('title = "no"\n[tool.seealso]\ntitle = "Tides"\n', PATH, table=("tool", "seealso")).title
        == "Tides"
    )


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    content = 'titel = "x"\npage_size = "many"\nbase_url = "example"\n\n[author]\nnme = "x"\nknows_about = "sea"\n\n[consultation]\nbooking = "http://example.com"\n'
    found = _problems(content)
    assert [(problem.location.line, problem.location.column) for problem in found] == [
        (1, 1),
        (2, 1),
        (6, 1),
        (7, 1),
        (3, 1),
        (10, 1),
    ]
    assert {problem.code for problem in found} == {"settings"}
    assert {problem.severity.value for problem in found} == {"error"}


def test_an_unknown_setting_gets_a_question() -> None:
    (problem,) = _problems('titel = "x"\n')
    assert problem.message == 'there is no setting "titel"'
    assert problem.hint == 'did you mean "title"?'


def test_an_unknown_setting_that_is_like_none_gets_the_list() -> None:
    (problem,) = _problems("zzz = 1\n")
    assert problem.hint.startswith("settings here: title, ")


WRONG = [
    ("title = 5", '"title" must be text, not 5'),
    ('page_size = "x"', '"page_size" must be a whole number, not "x"'),
    ("page_size = true", '"page_size" must be a whole number, not true'),
    ("page_size = 0", '"page_size" must be 1 or more'),
    ("title = {a = 1}", '"title" must be text, not a table'),
    ('cname = "https://example.com"', '"https://example.com" is no domain name'),
    ('base_url = "ftp://example.com/"', '"ftp://example.com/" is no address of a site'),
    ('base_url = "https://example.com/?a=b"', '"https://example.com/?a=b" is no address of a site'),
    ("author = 5", "[author] must be a table of settings"),
    ('[author]\nknows_about = ["a", 5]', '"knows_about" must be a list of texts'),
]


@pytest.mark.parametrize(("content", "message"), WRONG)
def test_a_wrong_value_is_quoted(content: str, message: str) -> None:
    (problem,) = _problems(content)
    assert problem.message.startswith(message)
    assert problem.location.line == content.count("\n") + 1


def test_the_line_is_that_of_the_right_table() -> None:
    content = '[tool.other]\ntitle = 5\n\n[tool.seealso]\nlanguage = "en"\ntitle = 5\n'
    (problem,) = _problems(content, ("tool", "seealso"))
    assert problem.location.line == 6


def test_what_is_no_toml_has_its_place() -> None:
    (problem,) = _problems('language = "en"\ntitle = My archive\n')
    assert (problem.location.line, problem.location.column) == (2, 9)
    assert "quotes" in problem.hint


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "/"),
        ("https://example.com", "/"),
        ("https://example.com/repo/", "/repo/"),
        ("https://example.com/a/b", "/a/b/"),
    ],
)
def test_the_base_path_has_a_slash_at_both_ends(address: str, path: str) -> None:
    assert Config(base_url=address).base_path == path


def test_the_authors_own_words_are_settings() -> None:
    config = settings.parse('[references]\nnouns = ["leaflet, leaflets"]\nverbs = ["leaf through"]\n', PATH, table=())
    assert config.references.nouns == ("leaflet, leaflets",)

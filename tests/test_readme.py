"""README.md says what the program does: every kind of problem, every command and option."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from seealso import allowances, options
from tests.harness import REPOSITORY

README = (REPOSITORY / "README.md").read_text("utf-8")


def _codes() -> Iterator[str]:
    """The codes of all problems that the source makes."""
    for file in sorted((REPOSITORY / "seealso").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                continue
            first = node.args[0]
            if node.func.id in ("error", "warning", "note", "Remark") and isinstance(first, ast.Constant):
                yield str(first.value)


def test_every_kind_of_problem_is_explained() -> None:
    assert sorted({code for code in _codes() if f"`{code}`" not in README}) == []


def test_what_may_be_allowed_exists() -> None:
    assert sorted(allowances.CODES - {*_codes()}) == []


@pytest.mark.parametrize("command", options.COMMANDS)
def test_every_command_is_explained(command: str) -> None:
    assert f"| `{command}" in README


def test_every_option_is_explained() -> None:
    parser = options.parser()
    commands = next(action for action in parser._actions if action.choices)
    assert isinstance(commands.choices, dict)
    flags = {flag for one in commands.choices.values() for flag in one._option_string_actions}
    assert sorted(flag for flag in flags if flag.startswith("--") and flag not in README) == ["--help"]

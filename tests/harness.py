"""An archive in a temporary folder, to be written, built and looked at in one chain.

    archive.write("moon.md", title="On the Moon", body="See my article: On Tides.").build().page("moon/")

Builds run in this process through `seealso.cli.main`, at a pinned moment; `subprocess_build` is for what only another process shows.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypedDict
from unittest import mock

from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from seealso import cli

REPOSITORY = Path(__file__).resolve().parent.parent
EPOCH = "1700000000"
"""The moment of every build: 14 November 2023."""


class Problem(TypedDict):
    """A problem as `--format json` prints it."""

    code: str
    severity: str
    path: str
    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Run:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


def run(*arguments: str) -> Run:
    """One command in this process, as if typed after `python build.py`."""
    out, err = io.StringIO(), io.StringIO()
    pinned = mock.patch.dict(os.environ, {"SOURCE_DATE_EPOCH": EPOCH})
    with pinned, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = cli.main(arguments)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
    return Run(status, out.getvalue(), err.getvalue())


def run_apart(*arguments: str, environment: Mapping[str, str] | None = None, folder: Path = REPOSITORY) -> Run:
    """One command in a process of its own: `python build.py ...`."""
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONIOENCODING": "utf-8", **(environment or {})}
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "build.py"), *arguments],
        env=surroundings, cwd=folder, capture_output=True, check=False, encoding="utf-8", timeout=300,
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path with forward slashes."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def picture(width: int = 8, height: int = 6, colour: str = "#1d5a58", kind: str = "PNG", **more: Any) -> bytes:
    """A picture of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(made, kind, **more)
    return made.getvalue()


def _front_matter(values: Mapping[str, object]) -> str:
    """A head; texts are quoted as JSON does it, which YAML reads too."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", "", ""]) if lines else ""


class Archive:
    """A folder of articles and what became of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.articles = root / "articles"
        self.site = root / "site"
        self.articles.mkdir(parents=True, exist_ok=True)
        self.last = Run(0, "", "")
        self._report: dict[str, object] = {}

    # --- what an author does ---------------------------------------------------------------------------------

    def write(self, name: str, body: str = "A few plain words about this.", **head: object) -> Self:
        """An article with a head of these values, or none."""
        return self.raw(name, _front_matter(head) + body + "\n")

    def raw(self, name: str, content: str | bytes) -> Self:
        """A file in articles/ exactly as given."""
        return self._put(self.articles / name, content)

    def settings(self, toml: str = "", **values: object) -> Self:
        """seealso.toml: plain settings by name, and after them anything in TOML."""
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
        return self._put(self.root / "seealso.toml", "\n".join([*lines, toml, ""]))

    def layout(self, name: str, text: str) -> Self:
        return self._put(self.root / "layouts" / name, text)

    def asset(self, name: str, content: bytes) -> Self:
        return self._put(self.root / "assets" / name, content)

    def retitle(self, name: str, title: str) -> Self:
        """Change the line of the title in a head."""
        file = self.articles / name
        lines = file.read_text("utf-8").split("\n")
        number = next(number for number, line in enumerate(lines) if line.startswith("title:"))
        lines[number] = f"title: {json.dumps(title, ensure_ascii=False)}"
        return self._put(file, "\n".join(lines))

    def rename(self, old: str, new: str) -> Self:
        target = self.articles / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.articles / old).rename(target)
        return self

    def delete(self, name: str) -> Self:
        (self.articles / name).unlink()
        return self

    def _put(self, file: Path, content: str | bytes) -> Self:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    # --- commands --------------------------------------------------------------------------------------------

    def run(self, command: str, *arguments: str, search: bool = False) -> Run:
        """A command on this archive, with the output that a person sees. The search has tests of its own."""
        without = ["--no-search"] if command == "build" and not search else []
        self.last = run(command, "--root", str(self.root), *without, *arguments)
        return self.last

    def build(
        self, *arguments: str, strict: bool = False, drafts: bool = False, search: bool = False, jobs: int = 1
    ) -> Self:
        """Build the site; its status and report are in `last`, `problems()`, `written`."""
        options = [*(["--strict"] if strict else []), *(["--drafts"] if drafts else []), "--jobs", str(jobs)]
        return self._reported("build", *options, *arguments, search=search)

    def check(self, *arguments: str) -> Self:
        return self._reported("check", "--jobs", "1", *arguments)

    def subprocess_build(
        self, *arguments: str, environment: Mapping[str, str] | None = None, search: bool = False
    ) -> Self:
        """The same in a process of its own."""
        without = [] if search else ["--no-search"]
        self.last = run_apart(
            "build", "--root", str(self.root), "--format", "json", *without, *arguments, environment=environment
        )
        self._report = json.loads(self.last.out)
        return self

    def _reported(self, command: str, *arguments: str, search: bool = False) -> Self:
        self.run(command, "--format", "json", *arguments, search=search)
        self._report = json.loads(self.last.out)
        return self

    # --- what came of it -------------------------------------------------------------------------------------

    @property
    def status(self) -> int:
        return self.last.status

    @property
    def summary(self) -> dict[str, object]:
        found = self._report["summary"]
        assert isinstance(found, dict)
        return found

    @property
    def written(self) -> object:
        """How many files the last build wrote, or None where it wrote nothing because of a problem."""
        return self.summary["written"]

    def problems(self, code: str = "") -> list[Problem]:
        """All problems of the last command, or those of one kind."""
        found = self._report["problems"]
        assert isinstance(found, list)
        return [problem for problem in found if code in ("", problem["code"])]

    def codes(self) -> list[str]:
        return [problem["code"] for problem in self.problems()]

    def site_files(self) -> dict[str, bytes]:
        return tree(self.site)

    def text(self, url: str) -> str:
        """A file of the site; an address that ends in a slash is its index."""
        return (self.site / (f"{url}index.html" if url.endswith("/") or not url else url)).read_text("utf-8")

    def page(self, url: str) -> LexborHTMLParser:
        return LexborHTMLParser(self.text(url))

    def links(self, url: str, selector: str = "a") -> list[str]:
        """The addresses of the links of a page."""
        return [node.attributes.get("href") or "" for node in self.page(url).css(selector)]

    def references(self, url: str) -> list[tuple[str, str]]:
        """The words and the address of each reference in an article's text."""
        return [(node.text(), node.attributes.get("href") or "") for node in self.page(url).css(".prose a.reference")]

    def graph(self) -> dict[str, list[dict[str, object]]]:
        found = json.loads(self.text("graph.json"))
        assert isinstance(found, dict)
        return found

    def edges(self) -> list[tuple[object, object, object]]:
        """Source, target and notation of each reference in graph.json."""
        return [(edge["source"], edge["target"], edge["notation"]) for edge in self.graph()["edges"]]

    def pages(self) -> Iterator[str]:
        """Every HTML file of the site."""
        return (name for name in self.site_files() if name.endswith(".html"))

"""Changing one value in a head that a person wrote: its comments, its order and its quotes stay.

YAML's own marks say where a value stands; only its characters are replaced. Rejected: a round trip through a YAML
library, even one that keeps comments, since it lays lines out anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from seealso import head
from seealso.edits import Edit, line_start
from seealso.model import SourcePath

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,;()/&’“”–—-]*[\w.)’”])?")
"""Text that certainly means itself without quotes."""


class HeadEditor:
    """Makes edits of one file's head; a file without a head gets one."""

    def __init__(self, content: str, path: SourcePath) -> None:
        self._path = path
        self._front = head.front(content)
        self._start = 0
        self._values: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        if self._front:
            self._start = self._front.start
            node = yaml.compose(self._front.yaml, Loader=_LOADER)
            pairs = node.value if isinstance(node, yaml.MappingNode) else []
            self._values = {key.value.lower(): (key, value) for key, value in pairs}
        self._new: list[str] = []

    def has(self, key: str) -> bool:
        return key in self._values

    def set(self, key: str, text: str) -> Iterator[Edit]:
        """Give a key this text, in the quotes that its value has."""
        if key not in self._values:
            self._new.append(f"{key}: {quoted(text)}")
            return
        _, value = self._values[key]
        written = _styled(text, value.style if isinstance(value, yaml.ScalarNode) else None)
        start, end = self._span(value)
        ending = "\n" if end > start and value.end_mark.column == 0 else ""
        yield Edit(self._path, start, end, self._spaced(start, written) + ending)

    def add(self, key: str, text: str) -> Iterator[Edit]:
        """Add a text to the list under a key: to the list as it is written, or as the first of a new one."""
        if key not in self._values:
            self._new.append(f"{key}: [{quoted(text)}]")
            return
        _, value = self._values[key]
        start, end = self._span(value)
        if not isinstance(value, yaml.SequenceNode):
            former = f"{quoted(str(value.value))}, " if end > start else ""
            ending = "\n" if end > start and value.end_mark.column == 0 else ""
            yield Edit(self._path, start, end, self._spaced(start, f"[{former}{quoted(text)}]{ending}"))
        elif not value.value:
            yield Edit(self._path, start, end, f"[{quoted(text)}]")
        elif value.flow_style:
            last = self._span(value.value[-1])[1]
            yield Edit(self._path, last, last, f", {quoted(text)}")
        else:
            last_line = value.value[-1].end_mark.line
            indent = " " * value.start_mark.column
            place = self._start + line_start(self._yaml() + "\n", last_line + 1)
            yield Edit(self._path, place, place, f"{indent}- {quoted(text)}\n")

    def finish(self) -> Iterator[Edit]:
        """The lines for keys that were not there yet: behind the title, or at the end, or in a head of their own."""
        if not self._new:
            return
        lines = "\n".join(self._new)
        if self._front is None:
            yield Edit(self._path, 0, 0, f"---\n{lines}\n---\n\n")
            return
        title = self._values.get("title")
        last = title[1].end_mark if title else None
        line = last.line + (1 if last.column else 0) if last else self._yaml().rstrip("\n").count("\n") + 1
        place = self._start + line_start(self._yaml() + "\n", line)
        yield Edit(self._path, place, place, f"{lines}\n")

    def _yaml(self) -> str:
        return self._front.yaml if self._front else ""

    def _span(self, node: yaml.Node) -> tuple[int, int]:
        start, end = node.start_mark, node.end_mark
        return (
            self._start + line_start(self._yaml(), start.line) + start.column,
            self._start + line_start(self._yaml(), end.line) + end.column,
        )

    def _spaced(self, start: int, written: str) -> str:
        """With the space that an empty value lacks after its colon."""
        before = self._yaml()[start - self._start - 1 : start - self._start]
        return f" {written}" if before == ":" else written


def quoted(text: str) -> str:
    """A text in double quotes, as YAML reads it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _styled(text: str, style: str | None) -> str:
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    return text if not style and _PLAIN.fullmatch(text) and not _means_more(text) else quoted(text)


def _means_more(text: str) -> bool:
    return text.lower() in ("yes", "no", "on", "off", "true", "false", "null", "y", "n")

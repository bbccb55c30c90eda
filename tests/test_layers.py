"""The house has floors: a module imports only what stands below it. Read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import REPOSITORY

PACKAGE = REPOSITORY / "seealso"

FLOORS = """
    seealso
    seealso.deferred seealso.editor seealso.home seealso.lettering seealso.lock seealso.model seealso.neighbours seealso.occurrences seealso.options seealso.seating seealso.strokes seealso.terminal seealso.text seealso.config seealso.workers seealso.shapes seealso.stored seealso.pictures
    seealso.strings
    seealso.strings.words
    seealso.strings.english seealso.strings.spanish
    seealso.strings.interface
    seealso.cache seealso.partials seealso.problems seealso.markup seealso.unchanged seealso.families seealso.typeface seealso.rasters seealso.straight
    seealso.motifs
    seealso.cards
    seealso.social
    seealso.imprints seealso.edits seealso.folders seealso.head seealso.settings seealso.sanitize seealso.compiled seealso.steady seealso.places seealso.sentences seealso.new seealso.pagefind seealso.sidenotes seealso.panels seealso.shortcuts seealso.typesetting
    seealso.typed seealso.templates seealso.allowances seealso.head_edits seealso.titles seealso.archive seealso.structured seealso.framing seealso.outlines
    seealso.survey seealso.retouch
    seealso.atlas seealso.clusters
    seealso.closeup
    seealso.maps
    seealso.naming seealso.spellings seealso.paths
    seealso.diagnosis
    seealso.pages seealso.exports
    seealso.inputs seealso.listings seealso.map_pages seealso.search
    seealso.background
    seealso.notations
    seealso.notations.language
    seealso.notations.english seealso.notations.spanish seealso.notations.leads seealso.notations.wikilinks seealso.notations.links seealso.notations.reading
    seealso.notations.tongues seealso.notations.conditions seealso.notations.parts
    seealso.notations.missing
    seealso.notations.prose
    seealso.markdown seealso.linking
    seealso.marked
    seealso.stages
    seealso.stages.read seealso.stages.index seealso.stages.parse seealso.stages.resolve
    seealso.stages.graph seealso.stages.compose seealso.stages.render seealso.stages.publish
    seealso.objects
    seealso.linkage
    seealso.imagery seealso.press
    seealso.pipeline seealso.relinking
    seealso.ripples seealso.reprint
    seealso.amend
    seealso.kept
    seealso.sequel
    seealso.report seealso.rewording
    seealso.suggest
    seealso.suggest.sightings
    seealso.suggest.wording
    seealso.suggest.ranking
    seealso.suggest.phrases seealso.suggest.ends seealso.suggest.applying
    seealso.suggest.telling
    seealso.suggest.command
    seealso.build seealso.check seealso.retitle seealso.desk
    seealso.preview
    seealso.serve
    seealso.cli
    seealso.__main__
"""
"""From the ground up. Modules on one line stand side by side and do not see each other."""

DISK_STAGES = {"seealso.stages.read", "seealso.stages.publish"}
DISK_MODULES = {
    "io",
    "os",
    "shutil",
    "tempfile",
    "glob",
    "pathlib",
    "fileinput",
    "mmap",
    "subprocess",
    "socket",
    "sqlite3",
    "urllib.request",
}
DISK_CALLS = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "rglob", "glob", "walk", "listdir",
    "scandir", "exists", "is_file", "is_dir", "stat", "rename", "touch", "rmdir", "makedirs", "resolve_path", "symlink_to", "input", "print",
}  # fmt: skip

ORDER = {name: floor for floor, names in enumerate(FLOORS.split("\n")) for name in names.split()}


def _modules() -> dict[str, Path]:
    found = {}
    for file in PACKAGE.rglob("*.py"):
        parts = ["seealso", *file.relative_to(PACKAGE).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


MODULES = _modules()


def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def _imported(module: str) -> Iterator[str]:
    """The modules of the package that a module imports, wherever in its text."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == "seealso")
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join(
                    [*package.split(".")[: len(package.split(".")) - node.level + 1], *([base] if base else [])]
                )
            if base.partition(".")[0] == "seealso":
                whole = [f"{base}.{alias.name}" for alias in node.names]
                yield from (name if name in MODULES else base for name in whole)


def test_every_module_has_its_floor_and_every_floor_its_modules() -> None:
    assert set(MODULES) == set(ORDER)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_go_downward_only(module: str) -> None:
    floor = ORDER.get(module, -1)
    assert [name for name in _imported(module) if ORDER.get(name, floor) >= floor] == []


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.startswith("seealso.stages.")))
def test_no_stage_imports_another(module: str) -> None:
    assert [name for name in _imported(module) if name.startswith("seealso.stages")] == []


@pytest.mark.parametrize(
    "module", sorted(name for name in MODULES if name.startswith("seealso.stages.") and name not in DISK_STAGES)
)
def test_stages_other_than_read_and_publish_leave_the_disk_alone(module: str) -> None:
    nodes = list(ast.walk(_tree(module)))
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute))
    }
    assert imported & DISK_MODULES == set()
    assert called & DISK_CALLS == set()


def test_only_the_pipeline_starts_processes() -> None:
    known = {f"seealso.{name}" for name in ("linkage", "pipeline", "press")}
    assert {name for name in MODULES if "seealso.workers" in _imported(name)} == known


@pytest.mark.parametrize("module", ["seealso.stages.parse", "seealso.stages.render"])
def test_parse_and_render_know_no_title(module: str) -> None:
    assert {"seealso.titles", "seealso.archive"} & set(_imported(module)) == set()

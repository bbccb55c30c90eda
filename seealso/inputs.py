"""What a site is made of besides its articles: settings, layouts, assets, and the files beside the articles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from seealso import config as configs
from seealso import diagnosis, folders, head, home
from seealso import settings as settings_reader
from seealso.config import Config
from seealso.model import Article, Layout, Links, Slug, SourcePath, Url
from seealso.problems import Location, Problem, SeealsoError, error, warning

DIGESTED = frozenset({".css", ".js"})
"""Assets whose published name carries their digest, since they may be cached by that name for ever."""
_NAMED = re.compile(r"site\.assets\[['\"]([^'\"]+)['\"]\]")


def settings_file(root: Path) -> tuple[Path, tuple[str, ...]] | None:
    """Where an archive keeps its settings, and in which table of that file."""
    own = root / "seealso.toml"
    if own.is_file():
        return own, ()
    project = root / "pyproject.toml"
    if project.is_file():
        return project, ("tool", "seealso")
    return None


def settings(root: Path, base_url: str | None, problems: list[Problem], sources: dict[SourcePath, str]) -> Config:
    """The settings of an archive, defaults where it has none; `base_url` stands before the one in them."""
    config = Config()
    found = settings_file(root)
    if found:
        file, table = found
        path = SourcePath(file.name)
        try:
            sources[path] = file.read_text(encoding="utf-8")
            config = settings_reader.parse(sources[path], path, table=table)
        except SeealsoError as cause:
            problems += cause.problems
        except (OSError, UnicodeDecodeError) as cause:
            problems.append(error("settings", Location(path), f"the settings can't be read: {cause}"))
    base_url = config.base_url if base_url is None else base_url
    return configs.with_base_url(config, base_url.rstrip("/") + "/" if base_url else "")


def layouts(root: Path, sources: dict[SourcePath, str], problems: list[Problem]) -> dict[str, Layout]:
    """The layouts by name; an archive's own stand before the ones that come with the program."""
    layouts = {}
    for base in (home.DEFAULTS, root):
        for file in sorted((base / "layouts").glob("*.*")):
            if file.name.startswith(".") or not file.is_file():
                continue
            path = SourcePath(f"layouts/{file.name}")
            try:
                sources[path] = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                problems.append(error("layout", Location(path), "the layout is not readable UTF-8 text"))
                continue
            layouts[file.name] = Layout(path, sources[path])
    return layouts


def assets(root: Path, layouts: Mapping[str, Layout], problems: list[Problem]) -> dict[str, Path]:
    """The files of assets/ by their path there.

    An archive's own stand before the ones that come with the program; of these it gets only what a layout names.
    """
    own = _assets_in(root, problems)
    if root.resolve() == home.DEFAULTS:
        return own
    named = {name for layout in layouts.values() for name in _NAMED.findall(layout.source)}
    ours = _assets_in(home.DEFAULTS, problems)
    if "icon.svg" in own:
        named.discard("apple-touch-icon.png")  # ours is the same drawing as our icon.svg, and would belie theirs
    return {name: file for name, file in ours.items() if name in named} | own


def _assets_in(base: Path, problems: list[Problem]) -> dict[str, Path]:
    folder = base / "assets"
    found = [Path(file) for file in folders.files(folder, base, problems) if folders.readable(file, base, problems)]
    return {file.relative_to(folder).as_posix(): file for file in found}


def asset_url(name: str, file: Path) -> Url:
    """Where a file of assets/ is published."""
    stem, dot, ending = name.rpartition(".")
    if dot + ending in DIGESTED:
        digest = hashlib.blake2b(file.read_bytes(), digest_size=5).hexdigest()
        return Url(f"assets/{stem}.{digest}.{ending}")
    return Url(f"assets/{name}")


def published_files(attachments: Mapping[SourcePath, Path], urls: Mapping[str, Url]) -> dict[SourcePath, Url]:
    """What an article may show or link, by its path in the archive."""
    files = {SourcePath(f"assets/{name}"): url for name, url in urls.items()}
    for path in attachments:
        files[path] = Url("files/" + path.removeprefix("articles/"))
    return files


def copies(
    assets: Mapping[str, Path],
    urls: Mapping[str, Url],
    attachments: Mapping[SourcePath, Path],
    linked: Mapping[Slug, Links],
) -> list[tuple[str, Path]]:
    """Files that are published as they are: all assets, and of the files beside the articles those that one shows."""
    copies = [(str(urls[name]), file) for name, file in assets.items()]
    wanted = {path: url for document in linked.values() for path, url in document.files}
    copies += [(str(url), attachments[path]) for path, url in sorted(wanted.items()) if path in attachments]
    return copies


def unused(attachments: Mapping[SourcePath, Path], linked: Mapping[Slug, Links]) -> list[Problem]:
    """Files beside the articles that nothing shows or links."""
    used = {path for document in linked.values() for path, _ in document.files}
    hint = "link it from an article, or move it out of the folder; an article's name ends in .md"
    return [
        warning(
            "unused-file", Location(path), "this is no article, and none shows or links it: it is not published", hint
        )
        for path in sorted(attachments)
        if path not in used
    ]


def missing_images(articles: Sequence[Article], assets: Mapping[str, Path]) -> list[Problem]:
    """Heads that name a picture which is not in assets/."""
    known = [SourcePath(f"assets/{name}") for name in assets]
    return [
        diagnosis.missing_picture(article.image, head.place(article, "image"), known)
        for article in articles
        if article.image and article.image.removeprefix("/").removeprefix("assets/") not in assets
    ]


def images_without_words(articles: Sequence[Article]) -> list[Problem]:
    """Heads that name a picture and do not say what it shows."""
    return [
        diagnosis.missing_image_alt(article.image, head.place(article, "image"))
        for article in articles
        if article.image and not article.image_alt.strip()
    ]

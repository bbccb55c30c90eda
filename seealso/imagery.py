"""What is made for the eye besides pages, once: variants of pictures, and social cards.

Making one takes from ten milliseconds to a second, a thousand times what a page takes. So each is kept in `.seealso/`
under the digest of all that it was made from, and what stands in the site's folder already is not even read again.
`check` and `serve` make none of it: a save must never wait for an encoder, and the preview shows the originals, with
their sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from seealso import cache as caches
from seealso import (
    cards,
    families,
    folders,
    home,
    imprints,
    inputs,
    motifs,
    rasters,
    settings,
    shapes,
    social,
    stored,
    text,
    typeface,
)
from seealso.cache import Cache
from seealso.imprints import WHOLE, Imprint
from seealso.linkage import Linkage, Request
from seealso.model import Article, SourcePath
from seealso.pages import Everything, Site
from seealso.pictures import Picture
from seealso.problems import Location, Problem, SeealsoError, error, warning
from seealso.rasters import Raster, Variant, Work

In = TypeVar("In")
Out = TypeVar("Out")
Mapped = Callable[[Callable[[In], Out], Sequence[In]], Iterator[Out]]
"""An ordered map, over processes where that pays."""


class Gallery(Struct, frozen=True):
    """The pictures that a site shows, by their address."""

    pictures: Mapping[str, Picture]
    digests: Mapping[str, str]
    """Of the bytes of those that have variants."""
    files: Mapping[str, Path]
    """Where each file of the site that is published as it is comes from."""
    problems: tuple[Problem, ...]


class Wanted(Struct, frozen=True):
    """A file of the site that is made from something else, and where it is kept."""

    address: str
    kept: Path
    making: Work | cards.Drawing
    imprint: Imprint
    """What it is made from, which the name under which it is kept says."""

    def stands(self, standing: Mapping[str, Imprint]) -> bool:
        """Whether it is in the site's folder already, as it should be."""
        return standing.get(self.address) == self.imprint


def gallery(linkage: Linkage, store: Cache, mapped: Mapped[str, Raster]) -> Gallery:
    """What the pictures are that the articles of a site show."""
    files = dict(inputs.copies(linkage.assets, linkage.urls, linkage.attachments, linkage.linked))
    addresses = [a for article in linkage.articles for a in _shown(article, linkage)]
    shown = [a for a in dict.fromkeys(addresses) if a in files and a.lower().endswith(rasters.SUFFIXES)]
    digests = {address: stored.digest(files[address].read_bytes()) for address in shown}
    names = {address: caches.key(caches.program(), "raster", digests[address]) for address in shown}
    known = store.get([*names.values()], Raster)
    missing = {names[address]: str(files[address]) for address in shown if names[address] not in known}
    made = dict(zip(missing, mapped(rasters.inspect, [*missing.values()]), strict=True))
    store.put(made)
    known |= made
    found = {address: known[names[address]] for address in shown}
    return Gallery(
        {a: _picture(a, one, digests[a]) for a, one in found.items() if not one.fault},
        {a: digests[a] for a, one in found.items() if one.varied},
        files,
        (*_broken({a: one.fault for a, one in found.items() if one.fault}, linkage), *_font(linkage)),
    )


def pictures_of(found: Gallery, request: Request) -> Mapping[str, Picture]:
    """What pages are told of pictures; in a preview none has variants."""
    if request.preview:
        return {address: replace(picture, variants="") for address, picture in found.pictures.items()}
    return found.pictures


def _shown(article: Article, linkage: Linkage) -> Iterator[str]:
    """The addresses of an article's pictures."""
    image = social.image_of(article, linkage.urls)
    yield from ([image] if image else [])
    yield from linkage.linked[article.slug].pictures


def _picture(address: str, raster: Raster, digest: str) -> Picture:
    name = text.slugify(PurePosixPath(address).stem) or "picture"
    made_from = stored.digest(f"{digest} {_recipe()}".encode())[:12]
    return Picture(raster.width, raster.height, f"pictures/{name}-{made_from}" if raster.varied else "")


@cache
def _recipe() -> str:
    """How pictures are made: another Pillow may make other bytes."""
    import PIL

    return f"{rasters.RECIPE} {PIL.__version__}"


def _broken(faults: Mapping[str, str], linkage: Linkage) -> Iterator[Problem]:
    paths = {str(url): path for path, url in inputs.published_files(linkage.attachments, linkage.urls).items()}
    hint = "save it anew with the program that made it; until then it is published as it is"
    for address, fault in faults.items():
        yield warning("broken-picture", Location(paths[address]), f"the picture can't be read: {fault}", hint)


def _font(linkage: Linkage) -> Iterator[Problem]:
    """What is wrong with the face that the settings name for cards."""
    name = linkage.config.card_font
    fault = typeface.fault(linkage.assets[name].read_bytes()) if name in linkage.assets else "is not in assets/"
    if name and fault:
        path = next(path for path in linkage.sources if path.endswith(".toml"))
        table = ("tool", "seealso") if path == "pyproject.toml" else ()
        place = settings.place("card_font", linkage.sources[path], path, table=table)
        hint = 'name a file of type .ttf or .otf in assets/: card_font = "fonts/my-face.ttf"'
        yield error("settings", place, f'the font "{name}" {fault}', hint)


def wanted(everything: Everything, found: Gallery, request: Request) -> list[Wanted]:
    """All files of a site that are made for the eye, and from what."""
    folder = request.root / home.STORE
    listed: list[Wanted] = []
    if request.preview:
        return listed
    for address, digest in found.digests.items():
        source = str(found.files[address])
        for url, width, kind in found.pictures[address].addresses():
            kept = folder / "pictures" / PurePosixPath(url).name
            listed.append(_wanted(url, kept, Work(source, digest, (Variant(str(kept), width, kind),))))
    face = everything.site.assets.get(everything.site.config.card_font, "")
    font = found.files.get(face) if face else None
    return [*listed, *drawn(everything.site, everything.archive.articles, request, font)]


def drawn(site: Site, articles: Iterable[Article], request: Request, font: Path | None = None) -> Iterator[Wanted]:
    """The site's social card and those of some articles; `font` is the owner's own face."""
    face = stored.digest(font.read_bytes()) if font else ""
    for url, card in social.cards(site.config, articles, site.assets, str(font or "")):
        name = caches.key(_drawing(), card.title, card.site, card.author, card.topic, face).hex()
        kept = request.root / home.STORE / "cards" / f"{name}.png"
        yield _wanted(url, kept, cards.Drawing(card, str(kept)))


def _wanted(address: str, kept: Path, making: Work | cards.Drawing) -> Wanted:
    return Wanted(address, kept, making, {WHOLE: imprints.digest(kept.name)})


@cache
def _drawing() -> str:
    """How cards are drawn: the digest of the modules that do it, and Pillow's version."""
    sources = [Path(str(module.__file__)) for module in (cards, families, motifs, shapes, typeface)]
    return stored.digest(b"".join(file.read_bytes() for file in sources)) + _recipe()


def make(
    listed: Sequence[Wanted], standing: Mapping[str, Imprint], root: Path, mapped: Mapped[Work | cards.Drawing, str]
) -> None:
    """Make what neither stands in the site nor is kept; raises SeealsoError where that can't be done."""
    missing = {str(one.kept): one for one in listed if not one.stands(standing) and not one.kept.is_file()}
    jobs = [*_together(one.making for one in missing.values())]
    problems = []
    try:
        for job, said in zip(jobs, mapped(_made, jobs), strict=True):
            if said and isinstance(job, Work):
                problems.append(error("picture", Location(folders.source_path(Path(job.source), root)), said))
    except OSError as cause:
        place = Location(SourcePath(str(root / home.STORE)))
        raise SeealsoError([error("output", place, f"pictures can't be kept there: {cause.strerror}")]) from None
    if problems:
        raise SeealsoError(problems)


def drop(listed: Sequence[Wanted], root: Path) -> None:
    """Drop what is kept and no longer needed, once there is too much of it; `listed` is all that a site needs."""
    for name in ("pictures", "cards"):
        stored.drop(root / home.STORE / name, (one.kept.name for one in listed))


def _together(makings: Iterable[Work | cards.Drawing]) -> Iterator[Work | cards.Drawing]:
    """All variants of a picture as one piece of work: it is decoded once."""
    works: dict[str, Work] = {}
    for making in makings:
        if isinstance(making, cards.Drawing):
            yield making
        else:
            before = works[making.source].variants if making.source in works else ()
            works[making.source] = Work(making.source, making.digest, (*before, *making.variants))
    yield from works.values()


def _made(job: Work | cards.Drawing) -> str:
    if isinstance(job, Work):
        return rasters.make(job)
    cards.draw(job)
    return ""

"""A synthetic archive to time builds with: the same for the same seed, on every machine.

    python tests/bench/corpus.py [N [SEED]]      what an archive of N articles is like

An article's words depend on the seed and its number alone; what it refers to depends on the size of the archive too. A few
articles are referred to very often and many hardly ever, as in a real archive. Standard library only.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

TOPICS = (
    "Beekeeping", "Bridges", "Clouds", "Compasses", "Ferns", "Gardens", "Glaciers", "Harbours", "Lanterns", "Lighthouses",
    "Maps", "Meadows", "Moons", "Orchards", "Rivers", "Shells", "Stone Walls", "Tides", "Weather", "Woodland",
)  # fmt: skip
NEWEST = dt.date(2023, 6, 30)
"""Before the moment that tests pin, so that no article is dated ahead."""
DAYS = 9000
PARAGRAPHS = (12, 14)
PARAGRAPH_WORDS = (50, 84)


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


QUALITIES = _words("""
    amber bare bright broad brisk calm clear cool crooked damp dim drowsy dusky early even faint fair fallow far gentle
    golden grassy grey hardy hazy high hollow idle kind late leafy level light long low mellow mild misty mossy narrow
    new northern old open pale patient plain quick quiet rainy ripe rough round salt sandy sheltered silver slow small
    soft southern spare steady steep still stony sunlit tall tame tidy twilit upland warm wide wild windy winter young
""")
THINGS = _words("""
    anchors apples arbours banks barrows basins bays beaches beds bells birches boats bogs boulders brooks buds bulbs
    canals channels cherries cliffs coves creeks crescents currents dales dawns dials dunes eddies elms embers estuaries
    evenings fens ferries fields fogs fords fountains frosts furrows gates groves gulls gusts hedges herbs herons hills
    hives inlets islands ivies jetties kettles ladders lagoons lakes lanes larches ledges lilies locks marshes mills
    mists moorings moors mosses nests nets oaks oars paths pears pebbles piers pines ponds pools posts puddles quays
    rains reeds ridges ripples rocks roofs roots roses sails seasons seedlings shadows shallows shores showers sluices
    snowdrops springs streams summers swans terraces thickets trellises valleys vines walks waves wells willows winds
""")
DEEDS = _words("""
    answer bear bring carry catch change cover cross draw fill find follow frame gather guard guide hide hold keep lead
    leave lift mark measure meet mend mirror move need outlast pass quicken raise reach recall rest save serve shade
    shape shelter show slow soften steady teach touch turn warm watch
""")
PLACES = _words(
    "above across after along among around behind below beneath beside between beyond near past through under within"
)
LITTLE = _words(
    "almost already always even gladly hardly mostly never now often only perhaps quite rarely seldom soon sometimes still"
)
OPENINGS = (
    "After rain,", "All the same,", "As a rule,", "At low water,", "By midsummer,", "For my part,", "In other years,", "In short,",
    "Later on,", "On most days,", "Once in a while,", "So far as I know,", "Then again,", "To begin with,",
)  # fmt: skip
SENTENCES = (
    "the {q} {t} {d} the {t} {p} the {q} {t}",
    "{t} {l} {d} what the {q} {t} {d}, and the {t} {d} the rest",
    "whoever has seen {t} {p} {q} {t} knows that they {l} {d} the {t}",
    "there are {t} that {d} {t}, and there are {q} {t} that {l} do",
    "it is the {t} {p} the {t} that {d} the {q} {t}, not the {q} {t}",
    "we {d} the {t} before the {q} {t} {d} us, or we {l} {d} them at all",
    "{q} {t} and {q} {t} {d} one another {p} the {t}",
    "if the {t} {d} the {t}, then the {q} {t} {p} them will {l} {d} the {t}",
    "my neighbour says that {q} {t} {d} {t}, which I {l} believe",
    "nobody {p} the {t} would {d} the {q} {t} for the sake of {n} {t}",
    "in {y} the {q} {t} {p} the {t} were {l} seen to {d} the {t}",
    "the {t} don't {d} the {q} {t} -- they {d} the {t} {p} them",
    'people speak of "{q} {t}" when they {l} mean {t} {p} the {t}',
)
TITLES = (
    "{Q} {T}",
    "Why {T} {D} {Q} {T}",
    "How {Q} {T} {D} the {T}",
    "What {T} Can Teach Us About {Q} {T}",
    "{T} and {T} in {Q} {T}",
    "On {Q} {T}, and on {T}",
    "A Year Among {Q} {T}",
    "Do {Q} {T} {D} {T}?",
    "The {T} That {D} {Q} {T}",
    "{Q} {T}: Notes on {T}",
    "When {T} {D} {Q} {T}",
    "Learning to {D} {Q} {T}",
    "Between {Q} {T} and {Q} {T}",
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One article referring to another, in prose or as a Markdown link."""

    target: int
    words: str
    """What the link reads; prose names the title instead."""
    prose: bool


@dataclass(frozen=True, slots=True)
class Article:
    number: int
    title: str
    slug: str
    date: dt.date
    topics: tuple[str, ...]
    summary: str
    pieces: tuple[str | Reference, ...]
    """The body: Markdown, and references between."""

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Reference))

    def body(self, spell: Callable[[Reference], str]) -> str:
        """The body in Markdown, each reference spelled by the caller."""
        return "".join(piece if isinstance(piece, str) else spell(piece) for piece in self.pieces)


def generate(size: int, seed: int = 1, references: int | None = None) -> tuple[Article, ...]:
    """An archive of so many articles, each with so many references (three to five unless told)."""
    titles = list(itertools.islice(_titles(_dice(seed, "titles")), size))
    ranks = list(range(size))
    _dice(seed, "ranks", size).shuffle(ranks)
    weights = list(itertools.accumulate((rank + 7) ** -0.95 for rank in range(size)))
    articles = []
    for number, title in enumerate(titles):
        dice = _dice(seed, "references", size, number)
        wanted, targets = min(references or dice.randint(3, 5), size - 1), list[int]()
        while len(targets) < wanted:
            target = dice.choices(ranks, cum_weights=weights)[0]
            if target != number and target not in targets:
                targets.append(target)
        articles.append(_article(number, title, targets, _dice(seed, "article", number)))
    return tuple(articles)


def slug(title: str) -> str:
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")


def _dice(*names: object) -> random.Random:
    return random.Random(" ".join(map(str, names)))


def _titles(dice: random.Random) -> Iterator[str]:
    """Titles without end, no two alike."""
    seen = set()
    while True:
        title = re.sub(r"\{(.)\}", lambda found: _word(found[1].lower(), dice).title(), dice.choice(TITLES))
        if slug(title) not in seen:
            seen.add(slug(title))
            yield title


def _word(kind: str, dice: random.Random) -> str:
    if kind == "y":
        return str(dice.randint(1840, 1999))
    if kind == "n":
        return str(dice.randint(3, 90))
    return dice.choice({"q": QUALITIES, "t": THINGS, "d": DEEDS, "p": PLACES, "l": LITTLE}[kind])


def _phrase(dice: random.Random) -> str:
    return f"{dice.choice(QUALITIES)} {dice.choice(THINGS)}"


def _sentence(dice: random.Random, *, plain: bool = False) -> str:
    """A sentence without its full stop; now and then with emphasis, unless it must be plain."""
    words = re.sub(r"\{(.)\}", lambda found: _word(found[1], dice), dice.choice(SENTENCES))
    chance = dice.random()
    if not plain and chance < 0.10:
        words += f", as *{_phrase(dice)}* do"
    elif not plain and chance < 0.16:
        words += f", unlike **{_phrase(dice)}**"
    if dice.random() < 0.15:
        return f"{dice.choice(OPENINGS)} {words}"
    return words[0].upper() + words[1:]


def _article(number: int, title: str, targets: Sequence[int], dice: random.Random) -> Article:
    topics = tuple(sorted(dice.sample(TOPICS, dice.randint(1, 3))))
    summary = _sentence(dice, plain=True).replace('"', "") + "."
    text = dice.getrandbits(64)
    links = [Reference(target, _phrase(dice), (number + place) % 2 == 0) for place, target in enumerate(targets)]
    date = NEWEST - dt.timedelta(days=number % DAYS)
    pieces = _body(_dice(text, "text"), _dice(text, "places"), links)
    return Article(number, title, slug(title), date, topics, summary, tuple(pieces))


def _body(dice: random.Random, places: random.Random, links: Sequence[Reference]) -> Iterator[str | Reference]:
    """Paragraphs with headings between, one list, one quotation; the references strewn among the paragraphs."""
    count = dice.randint(*PARAGRAPHS)
    headings = set(dice.sample(range(2, count), dice.randint(3, 5)))
    list_after, quotation_after = dice.sample(range(1, count), 2)
    where = dict(zip(places.sample(range(count), len(links)), links, strict=True))
    for place in range(count):
        if place in headings:
            yield f"## {_phrase(dice).capitalize()} and {_phrase(dice)}\n\n"
        yield from _paragraph(dice, places, where.get(place))
        if place == list_after:
            yield "".join(f"- {_sentence(dice)}.\n" for _ in range(dice.randint(3, 5))) + "\n"
        if place == quotation_after:
            yield f"> {_sentence(dice)}. {_sentence(dice)}.\n\n"


def _paragraph(dice: random.Random, places: random.Random, link: Reference | None) -> Iterator[str | Reference]:
    sentences: list[str] = []
    wanted = dice.randint(*PARAGRAPH_WORDS)
    while sum(sentence.count(" ") + 1 for sentence in sentences) < wanted:
        sentences.append(_sentence(dice))
    if link is None:
        yield ". ".join(sentences) + ".\n\n"
        return
    after = places.randint(1, len(sentences))
    yield ". ".join(sentences[:after]) + (" " if link.prose else ", as with ")
    yield link
    yield "".join(f". {sentence}" for sentence in sentences[after:]) + ".\n\n"


def main(arguments: Sequence[str]) -> None:
    size, seed = (int(word) for word in (*arguments, *("1000", "1")[len(arguments) :]))
    archive = generate(size, seed)
    bytes_ = [len(article.body(lambda link: f"[{link.words}](x.md)").encode()) for article in archive]
    referred = Counter(link.target for article in archive for link in article.references)
    print(
        f"{size} articles, {statistics.mean(bytes_):.0f} bytes of body each on average ({min(bytes_)} to {max(bytes_)})"
    )
    print(
        f"{referred.total() / size:.2f} references each, {sum(link.prose for a in archive for link in a.references)} of them prose"
    )
    print(f"never referred to: {size - len(referred)}; most often: {[count for _, count in referred.most_common(5)]}")


if __name__ == "__main__":
    main(sys.argv[1:])

"""The maps: of the archive, and of each topic."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import msgspec
import pytest

from seealso import atlas, lettering, maps
from seealso.atlas import Chart, Label
from seealso.closeup import Closeup
from seealso.maps import Maps, TopicMap
from seealso.model import Article
from seealso.stages import graph
from tests.unit import archives

Box = tuple[float, float, float, float]
WORDS = ("Grief", "and", "the", "Widening", "Marshes", "of", "Self-compassion", "Why", "We", "Sleep", "Badly")


def _articles(count: int, topics: int, seed: int = 3) -> list[Article]:
    """Articles with titles of many lengths, a day apart, under one topic or two."""
    dice = random.Random(f"{count} {topics} {seed}")
    names = [f"{' '.join(dice.choices(WORDS, k=dice.randint(1, 4)))} {number}" for number in range(topics)]
    made = []
    for number in range(count):
        title = f"{' '.join(dice.choices(WORDS, k=dice.randint(2, 12)))} {number}"
        chosen = dict.fromkeys([names[number % topics], dice.choice(names)])
        date = f"{2001 + number // 330}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        made.append(archives.article(f"a{number:04}", title=title, topics=chosen, date=date))
    return made


def _pairs(articles: Sequence[Article], count: int, seed: int = 3) -> list[str]:
    dice = random.Random(seed)
    slugs = sorted(one.slug for one in articles)
    return sorted({f"{left}>{right}" for left, right in (dice.sample(slugs, 2) for _ in range(count))})


def _maps(articles: Sequence[Article], pairs: Sequence[str]) -> Maps:
    archive = archives.build(articles)
    targets = graph.targets_of(archive.articles, archives.linked(archive.articles, pairs))
    return maps.maps(archive, targets)


def _chart(articles: Sequence[Article], pairs: Sequence[str]) -> Chart:
    return _maps(articles, pairs).charts[0]


def _box(label: Label, size: float, *, bold: bool = False) -> Box:
    half = lettering.widest(label.lines, size, bold=bold) / 2
    return label.x - half, label.y - size, label.x + half, label.y + (len(label.lines) - 1) * size * 1.2 + size * 0.25


def _boxes(chart: Chart) -> Iterator[Box]:
    """The room of every name and every circle."""
    for place in chart.places:
        yield (place.x - place.radius, place.y - place.radius, place.x + place.radius, place.y + place.radius)
        yield _box(place.label, chart.title, bold=True)
        yield from (_box(mark.label, chart.small) for mark in place.landmarks)


def _named(picture: Closeup) -> Iterator[Box]:
    """The room of every name, and of every dot that can be pointed at."""
    for head in picture.heads:
        yield head.x - 11, head.y - 11, head.x + 11, head.y + 11
        yield _box(head.mark.label, picture.small)
    for seed in (*picture.alone, *(seed for head in picture.heads for seed in head.seeds)):
        yield seed.x - 5, seed.y - 5, seed.x + 5, seed.y + 5
    for place in picture.neighbours:
        yield _box(place.label, picture.small, bold=True)


def _overlaps(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    return [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def _outside(boxes: Sequence[Box], width: float, height: float) -> list[Box]:
    return [box for box in boxes if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height]


def test_the_same_archive_has_the_same_maps_in_whatever_order_it_is_read() -> None:
    articles = _articles(80, 7)
    pairs = _pairs(articles, 240)
    first = _maps(articles, pairs)
    random.Random(1).shuffle(articles)
    random.Random(1).shuffle(pairs)
    assert _maps(articles, pairs) == first


def test_maps_from_the_store_are_written_as_those_that_were_just_drawn() -> None:
    """A whole number where a fraction is declared would come back as "20.0", and the page would differ."""
    articles = _articles(80, 3)
    found = _maps(articles, _pairs(articles, 240))
    assert repr(msgspec.json.decode(msgspec.json.encode(found), type=Maps)) == repr(found)


@pytest.mark.parametrize("topics", [1, 2, 3, 4, 7, 12, 20, 33, 60])
def test_nothing_on_the_map_overlaps_or_sticks_out(topics: int) -> None:
    for seed in range(4):
        articles = _articles(topics * 4, topics, seed)
        for chart in _maps(articles, _pairs(articles, topics * 12, seed)).charts:
            boxes = list(_boxes(chart))
            assert len(boxes) >= 3 * len(chart.places) > 0
            assert _overlaps(boxes) == []
            assert _outside(boxes, chart.width, chart.height) == []


@pytest.mark.parametrize("count", [3, 5, 18, 40, 150, 600])
def test_nothing_on_the_map_of_a_topic_overlaps_or_sticks_out(count: int) -> None:
    articles = [*_articles(count, 1), archives.article("far", topics=["Far"])]
    (topic,) = _maps(articles, [*_pairs(articles, count * 3), "a0000>far"]).topics
    for picture in topic.closeups:
        boxes = list(_named(picture))
        assert len(boxes) > count * 0.1
        assert _overlaps(boxes) == []
        assert _outside(boxes, picture.width, picture.height) == []


@pytest.mark.parametrize(
    ("others", "shown"),
    [
        (["Families", "Codependency", "Coping Skills"], 3),
        (["Self-compassion", "Codependency", "Perfectionism"], 2),
        (["Donaudampfschifffahrtsgesellschaft", "Codependency", "Families"], 1),
    ],
)
def test_the_names_of_neighbouring_topics_stand_whole_or_not_at_all(others: list[str], shown: int) -> None:
    articles = [archives.article(f"near{number}", topics=["Boundaries"]) for number in range(4)]
    articles += [archives.article(f"far{number}", topics=[name]) for number, name in enumerate(others)]
    pairs = [f"near{near}>far{far}" for far in range(3) for near in range(4 - far)]
    (topic,) = _maps(articles, [*pairs, "near0>near1"]).topics
    wide, narrow = ([" ".join(one.label.lines) for one in picture.neighbours] for picture in topic.closeups)
    assert wide == others
    assert narrow == others[:shown]


def test_dots_are_far_enough_apart_to_be_touched() -> None:
    articles = _articles(600, 1)
    for picture in _maps(articles, _pairs(articles, 2400)).topics[0].closeups:
        dots = [(seed.x, seed.y) for head in picture.heads for seed in head.seeds]
        dots += [(seed.x, seed.y) for seed in picture.alone] + [(head.x, head.y) for head in picture.heads]
        assert len(dots) > 100
        near = [(a, b) for n, a in enumerate(dots) for b in dots[:n] if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 24**2]
        assert near == []


def _places(found: Maps) -> list[dict[str, tuple[float, float]]]:
    return [{place.name: (place.x, place.y) for place in chart.places} for chart in found.charts]


@pytest.mark.parametrize("topics", [3, 12, 25])
def test_a_new_article_moves_no_place(topics: int) -> None:
    articles = _articles(300, topics)
    pairs = _pairs(articles, 1000)
    before = _places(_maps(articles, pairs))
    dice = random.Random(topics)
    for number in range(10):
        new = archives.article("new", topics=[dice.choice(articles).topics[0]], date="2020-01-01")
        more = [f"new>{one.slug}" for one in dice.sample(articles, 6)] + [f"{dice.choice(articles).slug}>new"]
        assert _places(_maps([*articles, new], [*pairs, *more])) == before, number


def test_a_changed_reference_among_old_articles_seldom_moves_a_place() -> None:
    articles = _articles(300, 12)
    pairs = _pairs(articles, 1000)
    before = _places(_maps(articles, pairs))
    dice = random.Random(5)
    edited = [_places(_maps(articles, dice.sample(pairs, len(pairs) - 1))) for _ in range(20)]
    assert sum(places == before for places in edited) >= 14


def test_circles_grow_with_articles_and_ties_with_references() -> None:
    articles = [archives.article(f"a{n}", topics=[name]) for n, name in enumerate(["Sea"] * 9 + ["Sky"] * 3 + ["Moon"])]
    chart = _chart(articles, ["a0>a9", "a1>a9", "a9>a2", "a2>a12"])
    radii = {place.name: place.radius for place in chart.places}
    assert radii["Sea"] > radii["Sky"] > radii["Moon"]
    assert {tie.names: tie.count for tie in chart.ties} == {("Sea", "Sky"): 3, ("Moon", "Sea"): 1}
    assert [tie.width for tie in chart.ties] == [pytest.approx(10 / 3, abs=0.1), 10]


def test_topics_that_are_tied_stand_near() -> None:
    articles = [archives.article(f"{name}{n}", topics=[name.upper()]) for name in "abcdefghi" for n in (1, 2)]
    articles += [archives.article(f"newer{n:02}", topics=["B"]) for n in range(6)]
    chart = _chart(articles, ["a1>i1", "a2>i2", "i1>a2", "i2>a1", "b1>f1"])
    at = {place.name: complex(place.x, place.y) for place in chart.places}
    assert abs(at["A"] - at["I"]) <= min(abs(at["A"] - at[name]) for name in "BCDEFGHI") + 60


def test_landmarks_are_the_articles_that_most_refer_to() -> None:
    articles = [archives.article(name, topics=["Sea"]) for name in ("a", "b", "c", "d", "e")]
    chart = _chart(articles, ["a>e", "b>e", "c>e", "a>d", "b>d", "a>c"])
    assert [(mark.title, mark.count) for mark in chart.places[0].landmarks] == [("e", 3), ("d", 2), ("c", 1)]


def test_only_the_largest_topics_are_drawn_and_all_are_told() -> None:
    articles = [archives.article(f"a{number:03}", topics=[f"Topic {number:03}"]) for number in range(100)]
    found = _maps([*articles, archives.article("x", topics=["Topic 099"])], [])
    assert len(found.charts[0].places) == atlas.WIDE.topics
    assert "Topic 099" in [place.name for place in found.charts[0].places]
    assert len(found.entries) == 100


def test_topics_whose_names_differ_in_capitals_are_one_place() -> None:
    articles = [archives.article("a", topics=["The Sea"]), archives.article("b", topics=["the sea"])]
    (place,) = _chart(articles, ["a>b"]).places
    assert [mark.title for mark in place.landmarks] == ["b", "a"]


def test_an_archive_without_topics_has_an_empty_map() -> None:
    found = _maps([archives.article("a")], [])
    assert [(chart.places, chart.ties) for chart in found.charts] == [((), ()), ((), ())]
    assert (found.entries, found.topics) == ((), ())


def _told(topic: TopicMap) -> list[str]:
    near = [url for one in topic.told for _, url in one.near]
    return sorted([*(one.url for one in topic.told), *near, *(url for _, url in topic.alone)])


def test_every_article_of_a_topic_is_told_once() -> None:
    articles = _articles(400, 3)
    found = _maps(articles, _pairs(articles, 900))
    for group in archives.build(articles).topics:
        (topic,) = [one for one in found.topics if one.name == group.name]
        assert _told(topic) == sorted(card.url for card in group.cards)


def test_an_article_stands_by_the_most_particular_landmark_that_it_refers_to() -> None:
    articles = [archives.article(f"a{number:02}", topics=["Sea"]) for number in range(40)]
    pairs = [f"a{number:02}>a00" for number in range(1, 40)]
    pairs += [f"a{one + 20:02}>a{one:02}" for one in range(1, 19)] + [f"a{one:02}>a01" for one in range(30, 35)]
    (topic,) = _maps(articles, pairs).topics
    near = {one.title: [title for title, _ in one.near] for one in topic.told}
    assert "a21" in near["a01"]
    assert "a21" not in near["a00"]


def test_a_topic_of_two_articles_leads_to_its_list() -> None:
    articles = [archives.article(name, topics=["Sea"]) for name in "ab"]
    found = _maps(articles, ["a>b"])
    assert (found.topics, found.entries[0].url) == ((), "topics/sea/")
    found = _maps([*articles, archives.article("c", topics=["Sea"])], ["a>b"])
    assert ([topic.name for topic in found.topics], found.entries[0].url) == (["Sea"], "topics/sea/map/")


def test_words_are_wrapped_into_their_room_and_cut_where_there_is_none() -> None:
    for room in (60, 90, 150):
        lines = lettering.lines("Attachment and the Understanding of Loss, Slowly", 15, room, 2)
        assert len(lines) == 2
        assert lines[1].endswith("…")
        assert lettering.widest(lines, 15) <= room
    assert lettering.lines("On Tides", 15, 150, 2) == ("On Tides",)
    assert lettering.lines("", 15, 150, 2) == ()

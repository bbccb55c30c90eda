"""Which mentions could be links: how they are written, what stands around them, in which order they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seealso.linkage import Linkage, Request, link
from seealso.notations import tongues
from seealso.suggest import phrases, ranking, sightings
from seealso.suggest.ranking import Suggestion
from seealso.suggest.wording import Manner

Suggested = Callable[..., list[tuple[str, Manner]]]
TITLES = (
    "Letters to the Council", "On Tides", "Ferries", "Kintsugi", "Slow Water and Deep Wells", "What Is a Fair Price for Snow?",
    "Salt & Wind over the Harbour", "Alpha: How It Began", "Letting Go - Part 1", "Letting Go - Part 2", "Why we row", "Old Ropes Let Go",
)  # fmt: skip


def linkage(folder: Path, files: Mapping[str, str]) -> Linkage:
    for name, content in files.items():
        file = folder / "articles" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return link(Request(folder, folder / "articles", every_passage=True))


@pytest.fixture
def suggested(tmp_path: Path) -> Suggested:
    """The titles and manners that are suggested in an article with these words, in an archive with these titles."""

    def found(body: str, *titles: str, **others: str) -> list[tuple[str, Manner]]:
        names = titles or TITLES
        files = {f"t{n}.md": f"---\ntitle: {title!r}\n---\n\nNothing.\n" for n, title in enumerate(names)}
        files |= {f"{name}.md": content + "\n" for name, content in others.items()}
        made = linkage(tmp_path, {**files, "here.md": f"---\ntitle: Here\n---\n\n{body}\n"})
        own = [one for one in ranking.suggestions(made) if one.source == "here"]
        return [(made.titles.articles[one.target].title, one.manner) for one in own]

    return found


@pytest.mark.parametrize(
    ("body", "title", "manner"),
    [
        ("All of it is told in Letters to the Council already.", "Letters to the Council", Manner.TITLE),
        ('All of it is told in "Letters to the Council," already.', "Letters to the Council", Manner.MARKED_TITLE),
        ("All of it is told in “Letters to the Council”.", "Letters to the Council", Manner.MARKED_TITLE),
        ("All of it is told in *Letters to the Council*.", "Letters to the Council", Manner.MARKED_TITLE),
        ("All of it is told in *Letters to\nthe Council*.", "Letters to the Council", Manner.MARKED_TITLE),
        ("Letters to the Council tells all of it.", "Letters to the Council", Manner.OPENING_TITLE),
        ("All of it (Letters to the Council).", "Letters to the Council", Manner.TITLE),
        ("- Letters to the Council\n- and more", "Letters to the Council", Manner.OPENING_TITLE),
        ("| a |\n| --- |\n| Letters to the Council |", "Letters to the Council", Manner.OPENING_TITLE),
        ("Some.[^1]\n\n[^1]: As in Letters to the Council.", "Letters to the Council", Manner.TITLE),
        ("Others may like On Tides better.", "On Tides", Manner.TITLE),
        ("It was *Kintsugi* that began it.", "Kintsugi", Manner.MARKED_TITLE),
        ("As in slow water and deep wells, we waited.", "Slow Water and Deep Wells", Manner.PLAIN),
        ("As in *slow water and deep wells*, we waited.", "Slow Water and Deep Wells", Manner.MARKED),
        ("Then came What Is a Fair Price for Snow? and the rest.", "What Is a Fair Price for Snow?", Manner.TITLE),
        ("Then came Salt and Wind over the Harbour and the rest.", "Salt & Wind over the Harbour", Manner.TITLE),
        ("Then came Salt &amp; Wind Over the Harbour.", "Salt & Wind over the Harbour", Manner.TITLE),
        ("Then came Alpha How It Began.", "Alpha: How It Began", Manner.TITLE),
        ("Then came Letting Go – Part 2.", "Letting Go - Part 2", Manner.TITLE),
        ("Of this I told in Why we row.", "Why we row", Manner.TITLE),
    ],
)  # fmt: skip
def test_a_mention_that_is_written_as_a_title_is_suggested(
    suggested: Suggested, body: str, title: str, manner: Manner
) -> None:
    assert suggested(body) == [(title, manner)]


@pytest.mark.parametrize(
    "body",
    [
        # ordinary words
        "He wrote letters to the council.", "There was talk on tides.", "Ferries are slow.", "All *ferries* are slow.", "All ferries are slow.",
        "The boats, Ferries and all, are slow.", "On tides I am silent.", "Why we row is nobody's business.", "It was *on tides* that he spoke.",
        "Deep wells and slow water.", "WE LIKE ON TIDES BEST.", "Kintsugi is an art.", "The art of Kintsugi.",
        # not in prose
        "## Letters to the Council\n\nMore.", "See `Letters to the Council`.", "    Letters to the Council", "<div>Letters to the Council</div>",
        "**Letters to the Council**\n\nMore.",
        # linked already
        "As [Letters to the Council](https://example.com/) says.", "As [[Letters to the Council]] says.", "See my article: Letters to the Council.",
        "See my article: Letters to the Council. More in Letters to the Council.", "As in [this](t0.md), or Letters to the Council.",
        "More in Letters to the Council.\n\nSee [[t0]].",
        # part of something else
        "The Old Letters to the Council are lost.", "It is in Letters to the Council of Elders.", "In *My Letters to the Council* it is told.",
        'In "My Letters to the Council" it is told.', '"Letters to the Council of the Elders" it is.', "The Isle of On Tides lies low.",
        "At example.com/On Tides it stands.", "The semi-On Tides crowd.", "Told in Old Ropes Let Go, Parts 1 and 2.", "The National On Tides Society met.",
        # somebody else's, or no article
        "The film *Letters to the Council* was on.", "Her book, *Letters to the Council*, lay there.", "We read *Letters to the Council* by Edith Varley.",
        "The song “Letters to the Council” (1974) was in the air.", "In her latest essay, Letters to the Council, she disagrees.",
        "It was Edith's *Letters to the Council* that won.",
        # read as a reference, and refused
        "In my last article, Letters to the Council went missing.",
    ],
)  # fmt: skip
def test_no_false_friend_is_suggested(suggested: Suggested, body: str) -> None:
    assert suggested(body) == []


def test_a_title_of_two_articles_is_not_suggested(suggested: Suggested) -> None:
    assert suggested("All is in Grey Gulls at Dawn.", "Grey Gulls at Dawn", "Grey Gulls at Dawn") == []


def test_a_former_title_is_suggested_too(suggested: Suggested) -> None:
    other = "---\ntitle: Ebb\naliases: [Patience of the Sea]\n---\n\nNothing."
    assert suggested("It is in Patience of the Sea.", "Other", ebb=other) == [("Ebb", Manner.TITLE)]


def test_drafts_and_pages_beside_the_archive_are_not_suggested(suggested: Suggested) -> None:
    draft = "---\ntitle: Patience of the Sea\ndraft: true\n---\n\nNothing."
    page = "---\ntitle: About This Old Practice\nlayout: about\n---\n\nAll is in Letters to the Council."
    body = "It is in Patience of the Sea and in About This Old Practice."
    assert suggested(body, "Letters to the Council", draft=draft, about=page) == []


def test_an_article_does_not_suggest_itself(suggested: Suggested) -> None:
    assert suggested("It is in Here and There Again.", "Here and There Again", here2="x") != []
    assert suggested("Here is where Here stands.", "Other") == []


def test_a_name_that_is_an_ordinary_word_elsewhere_is_not_suggested(suggested: Suggested) -> None:
    body = "It was *Kintsugi* that began it."
    assert suggested(body, "Kintsugi", other="We practised kintsugi.") == []
    assert suggested(body, "Kintsugi", other="We practised Kintsugi.") == [("Kintsugi", Manner.MARKED_TITLE)]


def test_of_several_mentions_the_surest_counts_and_else_the_first(tmp_path: Path) -> None:
    def first(body: str) -> Suggestion:
        made = linkage(tmp_path, {"tides.md": "---\ntitle: The Patient Tides\n---\n\nx\n", "here.md": body})
        (one,) = ranking.suggestions(made)
        return one

    assert first("It is in The Patient Tides.\n\nMore in The Patient Tides.").passage == 0
    assert first("It is in The Patient Tides.\n\nMore in *The Patient Tides*.").passage == 1


def test_what_is_surer_comes_first(tmp_path: Path) -> None:
    body = (
        "It is in The Patient Tides.\n\nMore in “Grey Gulls Over the Old Harbour.”\n\nAnd in slow water and deep wells."
    )
    files = {
        f"t{n}.md": f"---\ntitle: {t}\n---\n\nx\n"
        for n, t in enumerate(("The Patient Tides", "Grey Gulls Over the Old Harbour", "Slow Water and Deep Wells"))
    }
    found = ranking.suggestions(linkage(tmp_path, {**files, "here.md": body}))
    assert [one.target for one in found] == ["t1", "t0", "t2"]
    assert 1 > found[0].score > found[1].score > found[2].score >= ranking.ENOUGH


def test_words_of_everyday_use_in_the_archive_sink(tmp_path: Path) -> None:
    files = {"tides.md": "---\ntitle: The Patient Tides\n---\n\nx\n", "here.md": "It is in The Patient Tides."}
    before = ranking.suggestions(linkage(tmp_path, files))[0].score
    files |= {"b.md": "We saw the patient tides."}
    after = ranking.suggestions(linkage(tmp_path, files))[0].score
    assert after == pytest.approx(before / 2, rel=0.1)
    files |= {
        "c.md": "We saw the patient tides.",
        "d.md": "Loved the patient tides.",
        "e.md": "Feared the patient tides.",
    }
    assert ranking.suggestions(linkage(tmp_path, files)) == ()


def test_a_topic_in_common_raises_the_score(tmp_path: Path) -> None:
    def score(topic: str) -> float:
        head = "---\ntitle: The Patient Tides\ntopics: [Sea]\n---\n\nx\n"
        made = linkage(
            tmp_path, {"tides.md": head, "here.md": f"---\ntopics: [{topic}]\n---\n\nIt is in The Patient Tides."}
        )
        return ranking.suggestions(made)[0].score

    assert score("Hills") == pytest.approx(0.9 * score("Sea"), abs=0.001)


def test_rare_words_say_more_than_common_ones() -> None:
    rarity = ranking.Rarity(["the sea is wide", "the sea is deep", "a kintsugi bowl by the sea"])
    table = tongues.language("en")
    assert rarity.bits("Kintsugi", table, 0) > rarity.bits("The Sea", table, 0)
    assert rarity.bits("Kintsugi", table, 0) == ranking.MOST_BITS
    assert rarity.bits("The", table, 0) == 0


@given(st.text())
def test_folding_keeps_every_offset(content: str) -> None:
    assert len(sightings.fold(content)) == len(content)


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("leaflet", "leaflet, leaflets"), ("leaflets", "leaflet, leaflets"), ("story", "story, stories"), ("stories", "story, stories"),
        ("sketch", "sketch, sketches"), ("sketches", "sketch, sketches"), ("notes", "note, notes"), ("gloss", "gloss, glosses"),
        ("essay", "essay, essays"),
    ],
)  # fmt: skip
def test_singular_and_plural_of_a_noun(noun: str, forms: str) -> None:
    assert phrases._forms(noun) == forms


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("See my leaflet: On Tides.", "See my leaflet: Slow Water.", [("my leaflet", "leaflet, leaflets", 2)]),
        ("It is so (see our earlier leaflets: On Tides).", "In a prior leaflet, Slow Water, I said so.", [("our earlier leaflets", "leaflet, leaflets", 2)]),
        ("See my leaflet: On Tides.", "It is in Slow Water.", []),
        ("See my leaflet: On Tides.", "See my sketch: Slow Water.", []),
        ("Read my book: On Tides.", "Read my book: Slow Water.", []),
        ("As a friend said, On Tides.", "As a friend said, Slow Water.", []),
    ],
)  # fmt: skip
def test_nouns_that_would_make_references(tmp_path: Path, first: str, second: str, expected: list[object]) -> None:
    files = {"on.md": "---\ntitle: On Tides\n---\n\nx\n", "slow.md": "---\ntitle: Slow Water\n---\n\nx\n"}
    made = linkage(tmp_path, {**files, "a.md": first, "b.md": second})
    found = phrases.phrases(made, ranking.suggestions(made))
    assert [(phrase.words, phrase.noun, len(phrase.mentions)) for phrase in found] == expected

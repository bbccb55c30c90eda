"""The sentence that refers."""

from __future__ import annotations

import pytest

from seealso import sentences

CASES = [
    ("One. Two is @here@. Three.", "Two is ", ". "),
    ("One! Is it @here@? Three.", "Is it ", "? "),
    ("See @here@", "See ", ""),
    ("Dr. Moon wrote @here@. Then.", "Dr. Moon wrote ", ". "),
    ("Some, e.g. Tides, say @here@. Then.", "Some, e.g. Tides, say ", ". "),
    ("One.\n\nTwo is @here@.", "Two is ", "."),
    ('"One." Two (see @here@). Three.', "Two (see ", "). "),
    ("it is 3.5 metres, see @here@, not 4.5.", "it is 3.5 metres, see ", ", not 4.5."),
    ("One\ntwo\nthree @here@\nfour.", "One two three ", " four."),
]


@pytest.mark.parametrize(("marked", "before", "after"), CASES)
def test_the_sentence_around_a_mention_is_cut_out(marked: str, before: str, after: str) -> None:
    start = marked.index("@")
    content = marked.replace("@", "")
    context = sentences.around(content, start, start + 4)
    assert (context.before, context.label, context.after.strip()) == (before, "here", after.strip())


def test_the_three_parts_make_the_sentence() -> None:
    content = "One. Two is here. Three."
    assert str(sentences.around(content, 12, 16)) == "Two is here."


def test_a_long_sentence_is_cut_at_both_ends_around_the_mention() -> None:
    content = "tide " * 100 + "HERE" + " moon" * 100
    context = sentences.around(content, 500, 504)
    assert context.label == "HERE"
    assert context.before.startswith("…tide")
    assert context.after.endswith("moon…")
    assert len(str(context)) <= sentences.CONTEXT_LENGTH + 2


def test_what_one_side_does_not_need_the_other_has() -> None:
    content = "HERE" + " moon" * 100
    context = sentences.around(content, 0, 4)
    assert context.before == ""
    assert 280 < len(str(context)) <= sentences.CONTEXT_LENGTH + 1


def test_a_label_over_two_lines_is_on_one() -> None:
    assert sentences.around("See On\nTides.", 4, 12).label == "On Tides"

"""Precision and recall on labelled sentences, by form, and every row that went wrong.

    python tests/bench/references.py [FILE]

FILE holds a JSON object a line, as tests/fixtures/references.jsonl (the default) does. Exit status 1 below the bars.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.unit import scoring

PRECISION, RECALL = 0.995, 0.97


def main(arguments: Sequence[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    rows = scoring.load(Path(given[0]) if given else scoring.SENTENCES)
    started = time.perf_counter()
    found = scoring.answers(rows)
    seconds = time.perf_counter() - started
    _print_forms(found)
    _print_misses(found)
    score = scoring.total(found)
    print(f"{score.rows} of {len(rows)} rows count; {score.right} right, {score.wrong} wrong, {score.missed} missed")
    print(f"precision {score.precision:.4f}, recall {score.recall:.4f}, {seconds:.2f} s")
    return int(score.precision < PRECISION or score.recall < RECALL)


def _print_forms(found: Sequence[scoring.Answer]) -> None:
    print(f"{'form':<28}{'rows':>5}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}")
    for form, score in sorted(scoring.by_form(found).items()):
        figures = f"{score.rows:>5}{score.right:>7}{score.wrong:>7}{score.missed:>8}"
        print(f"{form:<28}{figures}{score.precision:>11.3f}{score.recall:>8.3f}")
    print()


def _print_misses(found: Sequence[scoring.Answer]) -> None:
    for answer in found:
        faults = [f"wrong: {title}" for title in sorted(answer.wrong)]
        faults += [f"missed: {title}" for title in sorted(answer.missed)]
        faults += [f"not suggested: {title}" for title in answer.unsuggested]
        if faults and not answer.row.get("either"):
            print(f"{answer.row['id']} {answer.row['form']}: {answer.row['text']!r}")
            print("\n".join(f"    {fault}" for fault in faults))
            print()


if __name__ == "__main__":
    sys.exit(main())

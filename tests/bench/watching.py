"""Times a running preview: from an article's being saved until its page is served with what was saved.

    python tests/bench/watching.py [ARTICLES [EDITS]]

1,000 articles and 15 edits unless told. Prints the median, the quickest and the slowest in milliseconds.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.corpus import Article, generate
from tests.bench.peers import REPOSITORY, Seealso

PORT = 8779
REST = 0.5
"""Seconds between two edits: an author is no machine."""
LOOK = 0.01
"""Seconds between two looks: more of them would keep the preview from its work."""
LIMIT = 300


def main(arguments: Sequence[str] | None = None) -> int:
    given = [int(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    size, edits = (*given, *(1000, 15)[len(given) :])
    memory = "/dev/shm"  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        root, archive = Path(folder), generate(size)
        Seealso().write(root, archive)
        serve = [sys.executable, str(REPOSITORY / "build.py"), "serve", "--root", folder, "--port", str(PORT)]
        with subprocess.Popen(serve, stdout=subprocess.DEVNULL) as preview:
            try:
                _until(archive[0], "<article", LIMIT)
                taken = [_edit(root, archive[number * 37 % size], number) for number in range(edits)]
            finally:
                preview.terminate()
    print(f"{size:,} articles, {edits} edits: saved to served in {statistics.median(taken):.0f} ms")
    print(f"(the quickest {min(taken):.0f} ms, the slowest {max(taken):.0f} ms)")
    return 0


def _edit(root: Path, article: Article, number: int) -> float:
    """Milliseconds until an edit is served."""
    time.sleep(REST)
    file = Seealso().source(root, article)
    mark = f"Sentence {number} was added for the benchmark."
    text = file.read_text(encoding="utf-8")
    begun = time.perf_counter()
    file.write_text(f"{text}\n{mark}\n", encoding="utf-8")
    _until(article, mark, LIMIT)
    return 1000 * (time.perf_counter() - begun)


def _until(article: Article, wanted: str, seconds: float) -> None:
    """Ask for an article's page until it holds some words."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        with (
            contextlib.suppress(OSError),  # it is not there yet
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{article.slug}/") as answer,
        ):
            if wanted in answer.read().decode():
                return
        time.sleep(LOOK)
    raise TimeoutError(f"{article.slug} was not served with {wanted!r}")


if __name__ == "__main__":
    sys.exit(main())

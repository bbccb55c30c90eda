"""Times resolving references against parsing the articles that hold them, in one process.

    python tests/bench/resolving.py [ARTICLES [REFERENCES_EACH]]

10,000 articles with 5 references each unless told. Exit status 1 where resolving takes more than a tenth of parsing.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from seealso import linking, titles
from seealso.linking import Surroundings
from seealso.model import Article, Document, Slug, SourcePath
from seealso.stages import parse, resolve
from tests.bench import corpus

BAR = 0.10


def archive(size: int, each: int) -> list[Article]:
    """The synthetic archive as `read` gives it, every article with so many references, half of them prose."""
    made = corpus.generate(size, references=each)

    def spelled(reference: corpus.Reference) -> str:
        target = made[reference.target]
        return f"(see my article: {target.title})" if reference.prose else f"[{reference.words}]({target.slug}.md)"

    return [Article(SourcePath(f"articles/{a.slug}.md"), Slug(a.slug), a.title, a.body(spelled), 0) for a in made]


def main(arguments: Sequence[str] | None = None) -> int:
    given = [int(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    size, each = (*given, *(10_000, 5)[len(given) :])
    articles = archive(size, each)
    gc.disable()
    begun = time.process_time()
    documents: dict[Slug, Document] = {article.slug: parse.document(article) for article in articles}
    parsed = time.process_time()
    index = titles.build(articles)
    around = Surroundings(
        index, {}, frozenset(), {slug: document.outline.anchors for slug, document in documents.items()}
    )
    works = [linking.begin(article, documents[article.slug], around) for article in articles]
    found = sum(len(closings) for work in works for _, closings in resolve.references(work))
    resolved = time.process_time()
    for article in articles:
        resolve.link(article, documents[article.slug], around)
    linked = time.process_time()
    parsing, resolving, whole = parsed - begun, resolved - parsed, linked - resolved
    print(f"{size:,} articles, {found:,} references resolved, {size * each - found:,} not")
    print(f"parsing {parsing:.2f} s, resolving {resolving:.2f} s ({1e6 * resolving / found:.0f} us each)")
    print(f"resolving takes {resolving / parsing:.1%} of parsing (at most {BAR:.0%})")
    print(f"with setting the links, and the sentences for backlinks, {whole / parsing:.1%}")
    return int(resolving > BAR * parsing)


if __name__ == "__main__":
    sys.exit(main())

"""seealso: the author's own words become the links of a website.

It is a compiler and a linker for articles::

    articles/*.md ──read──► Article ──parse──► Document ─┐
                               │                         ├─resolve─► LinkedDocument ──graph──► ReferenceGraph
                               └───────index──► Index ───┘                                        │
                                                                                                  ▼
    site/ ◄──publish── Page ◄──render── PageInputs ◄──────────────────────────────────────────── pages

*Parse* sees one article and knows no title but its own: where the author refers to something, it leaves an
open mention. *Index* is the symbol table of titles and addresses. *Resolve* closes the mentions against it,
so that a new article heals the references that dangled before. *Render* sees one page's inputs and nothing
else. `pipeline.py` holds the order; every stage is a function from values to values.
"""

__version__ = "0.1.0"

"""The generators that are timed: how each is found, set up and called.

Each gets the same articles with the same references, and makes of them a page per article, an index, a list of topics, a page
per topic, and a feed. The set-ups are as small as can be. Where a generator has a faster way of building again, such as a cache
or building only what changed, there is a row with it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.corpus import Article, Reference, slug

REPOSITORY = Path(__file__).resolve().parents[2]
ADDRESS = "https://archive.example.com"
NAME = "A Synthetic Archive"
STYLE = "body { max-width: 42rem; margin: auto; font: 18px/1.5 serif }\n"

Command = list[str]


def frame(title: str, content: str) -> str:
    """The page around everything, with a generator's own marks for the two parts."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/atom+xml" href="/feed.xml">
</head>
<body>
<header><nav><a href="/">All articles</a> <a href="/topics/">Topics</a></nav></header>
<main>
{content}
</main>
<footer><p>{NAME}</p></footer>
</body>
</html>
"""


class Tool:
    """A generator, called by a command; a sub-class says how it wants its archive."""

    name = ""
    output = "site"
    feed = "feed.xml"
    leftovers: tuple[str, ...] = ()
    """What a build leaves in the archive beside its output: caches, locks."""
    content = "articles"
    ask_version: tuple[str, ...] = ("--version",)
    layout: tuple[str, str] | None = None
    """The file that an article's page is made by, and after which words of it a line can be put."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = list(command)

    # --- the archive -----------------------------------------------------------------------------------------

    def write(self, site: Path, archive: Sequence[Article]) -> None:
        """The archive and the set-up, in an empty folder."""
        for article in archive:
            put(self.source(site, article), self.text(article, archive))
        self.set_up(site, archive)

    def source(self, site: Path, article: Article) -> Path:
        return site / self.content / f"{article.slug}.md"

    def page(self, site: Path, article: Article) -> Path:
        return site / self.output / article.slug / "index.html"

    def text(self, article: Article, archive: Sequence[Article]) -> str:
        return self.head(article) + article.body(lambda reference: self.spell(reference, archive[reference.target]))

    def head(self, article: Article) -> str:
        return (
            f"---\ntitle: {json.dumps(article.title)}\ndate: {article.date}\ntopics: {json.dumps(article.topics)}\n"
            f"summary: {json.dumps(article.summary)}\n---\n\n"
        )

    def retitled(self, article: Article, archive: Sequence[Article], title: str) -> str:
        """The article's text under another title."""
        return self.text(replace(article, title=title), archive)

    def spell(self, reference: Reference, target: Article) -> str:
        """A reference; where prose is not understood, its title is a link."""
        link = self.link(target)
        return f"(see my article: [{target.title}]({link}))" if reference.prose else f"[{reference.words}]({link})"

    def link(self, target: Article) -> str:
        return f"/{target.slug}/"

    def set_up(self, site: Path, archive: Sequence[Article]) -> None:
        raise NotImplementedError

    # --- the commands ----------------------------------------------------------------------------------------

    def build(self) -> Command:
        raise NotImplementedError

    def rebuild(self) -> Command:
        """Building where there is a site already."""
        return self.build()

    def version(self) -> str:
        """As the generator tells it, or a question mark."""
        try:
            asked = subprocess.run([*self.command, *self.ask_version], capture_output=True, check=False, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return "?"
        found = re.search(r"\bv?(\d+\.\d+[\w.]*)", asked.stdout.decode(errors="replace"))
        return found[1] if found else "?"


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


class Seealso(Tool):
    name = "seealso"
    leftovers = (".seealso",)
    layout = ("layouts/article.html", "{% block main %}\n")

    def __init__(self, jobs: int | None = None) -> None:
        super().__init__([sys.executable, str(REPOSITORY / "build.py")])
        self.jobs = jobs

    def spell(self, reference: Reference, target: Article) -> str:
        if reference.prose:
            return f"(see my article: {target.title})"
        return super().spell(reference, target)

    def link(self, target: Article) -> str:
        return f"{target.slug}.md"

    def retitled(self, article: Article, archive: Sequence[Article], title: str) -> str:
        """With the old title as an alias, as `retitle` leaves it: prose goes on to find the article."""
        head, mark, rest = super().retitled(article, archive, title).partition("summary:")
        return f"{head}aliases: {json.dumps([article.title])}\n{mark}{rest}"

    def set_up(self, site: Path, archive: Sequence[Article]) -> None:
        put(site / "seealso.toml", f'title = "{NAME}"\nbase_url = "{ADDRESS}/"\nsocial_cards = false\n')
        put(site / self.layout[0], (REPOSITORY / self.layout[0]).read_text(encoding="utf-8"))

    def build(self) -> Command:
        return [
            *self.command,
            "build",
            "--root",
            ".",
            "--quiet",
            "--no-search",
            *(["--jobs", str(self.jobs)] if self.jobs else []),
        ]


class Pelican(Tool):
    name = "pelican"
    output = "output"
    leftovers = ("cache", "__pycache__")
    content = "content"
    cache = False

    def head(self, article: Article) -> str:
        return (
            f"Title: {article.title}\nDate: {article.date}\nSlug: {article.slug}\nTags: {', '.join(article.topics)}\n"
            f"Summary: {article.summary}\n\n"
        )

    def link(self, target: Article) -> str:
        return f"{{filename}}{target.slug}.md"

    def set_up(self, site: Path, archive: Sequence[Article]) -> None:
        settings: dict[str, object] = {
            "SITENAME": NAME, "SITEURL": ADDRESS, "AUTHOR": "Nobody", "PATH": self.content, "OUTPUT_PATH": self.output,
            "THEME": "theme", "TIMEZONE": "UTC", "DIRECT_TEMPLATES": ["index", "tags"], "DEFAULT_PAGINATION": False,
            "ARTICLE_URL": "{slug}/", "ARTICLE_SAVE_AS": "{slug}/index.html", "TAGS_SAVE_AS": "topics/index.html",
            "TAG_URL": "topics/{slug}/", "TAG_SAVE_AS": "topics/{slug}/index.html", "AUTHOR_SAVE_AS": "", "CATEGORY_SAVE_AS": "",
            "FEED_ALL_ATOM": "feed.xml", "FEED_MAX_ITEMS": 20, "CATEGORY_FEED_ATOM": None, "AUTHOR_FEED_ATOM": None,
            "AUTHOR_FEED_RSS": None, "TRANSLATION_FEED_ATOM": None, "THEME_STATIC_DIR": ".", "PLUGINS": [],
            "CACHE_CONTENT": self.cache, "LOAD_CONTENT_CACHE": self.cache,
        }  # fmt: skip
        put(site / "pelicanconf.py", "".join(f"{key} = {value!r}\n" for key, value in settings.items()))
        templates = site / "theme" / "templates"
        put(
            templates / "base.html",
            frame("{% block title %}{{ SITENAME }}{% endblock %}", "{% block main %}{% endblock %}"),
        )
        inside = '{%% extends "base.html" %%}{%% block title %%}%s{%% endblock %%}{%% block main %%}<h1>%s</h1>%s{%% endblock %%}'
        listing = '<ul>{% for a in articles %}<li><a href="/{{ a.url }}">{{ a.title }}</a> {{ a.date.date() }}</li>{% endfor %}</ul>'
        put(templates / "index.html", inside % (NAME, "All articles", listing))
        put(templates / "tag.html", inside % ("{{ tag }}", "{{ tag }}", listing))
        listing = '<ul>{% for tag, _ in tags %}<li><a href="/{{ tag.url }}">{{ tag }}</a></li>{% endfor %}</ul>'
        put(templates / "tags.html", inside % ("Topics", "Topics", listing))
        article = (
            '<p>{{ article.date.date() }} {% for tag in article.tags %}<a href="/{{ tag.url }}">{{ tag }}</a> {% endfor %}</p>'
            "{{ article.summary }}{{ article.content }}"
        )
        put(templates / "article.html", inside % ("{{ article.title }}", "{{ article.title }}", article))
        put(site / "theme" / "static" / "style.css", STYLE)

    def build(self) -> Command:
        return [*self.command, "--quiet", "--settings", "pelicanconf.py"]


class PelicanCached(Pelican):
    """With its cache of what it has read, which it keeps when it is told to."""

    name = "pelican-cache"
    cache = True


class Hugo(Tool):
    name = "hugo"
    output = "public"
    feed = "index.xml"
    leftovers = ("resources", ".hugo_build.lock")
    content = "content"
    ask_version = ("version",)
    layout = ("layouts/_default/single.html", '{{ define "main" }}')
    more = ""
    """What stands on an article's page besides."""

    def set_up(self, site: Path, archive: Sequence[Article]) -> None:
        put(
            site / "hugo.toml",
            f'baseURL = "{ADDRESS}/"\ntitle = "{NAME}"\ndisableKinds = ["section", "sitemap", "robotsTXT", "404"]\n'
            '[taxonomies]\ntopic = "topics"\n[services.rss]\nlimit = 20\n'
            '[outputs]\nhome = ["html", "rss"]\ntaxonomy = ["html"]\nterm = ["html"]\npage = ["html"]\n',
        )
        layouts = site / "layouts" / "_default"
        inside = '{{ define "main" }}<h1>{{ .Title }}</h1>%s{{ end }}'
        listing = '<ul>{{ range %s }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}</ul>'
        put(layouts / "baseof.html", frame("{{ .Title }}", '{{ block "main" . }}{{ end }}'))
        put(site / "layouts" / "index.html", inside % (listing % "site.RegularPages"))
        put(layouts / "list.html", inside % (listing % ".Pages"))
        article = (
            '<p>{{ .Date.Format "2006-01-02" }} {{ range .GetTerms "topics" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> '
            "{{ end }}</p><p>{{ .Params.summary }}</p>{{ .Content }}"
        )
        put(layouts / "single.html", inside % (article + self.more))
        put(site / "static" / "style.css", STYLE)

    def build(self) -> Command:
        return [*self.command, "--quiet"]


class HugoBacklinks(Hugo):
    """With the articles that refer to each, as seealso has them: from one index of all links, which is made once."""

    name = "hugo-backlinks"
    more = (
        '{{ $to := partialCached "backlinks.html" . }}{{ with $to.Get .RelPermalink }}<ul>{{ range . }}'
        '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}'
    )

    def set_up(self, site: Path, archive: Sequence[Article]) -> None:
        super().set_up(site, archive)
        put(
            site / "layouts" / "partials" / "backlinks.html",
            "{{- $to := newScratch -}}{{- range $page := site.RegularPages -}}"
            "{{- range findRESubmatch `\\]\\((/[^)]+/)\\)` $page.RawContent -}}"
            "{{- $to.Add (index . 1) (slice $page) -}}{{- end -}}{{- end -}}{{- return $to -}}",
        )


class Eleventy(Tool):
    name = "eleventy"
    output = "_site"
    content = "source"

    def set_up(self, site: Path, archive: Sequence[Article]) -> None:
        put(site / "package.json", "{}\n")
        put(site / "eleventy.config.js", ELEVENTY % {"address": ADDRESS})
        source = site / self.content
        put(source / "source.11tydata.js", 'module.exports = { layout: "article.njk" };\n')
        put(source / "_includes" / "base.njk", frame("{{ title }}", "<h1>{{ title }}</h1>{{ content | safe }}"))
        article = (
            '<p>{{ date | day }} {% for topic in topics %}<a href="/topics/{{ topic | slugify }}/">{{ topic }}</a> {% endfor %}</p>'
            "<p>{{ summary }}</p>{{ content | safe }}\n"
        )
        put(source / "_includes" / "article.njk", f"---\nlayout: base.njk\n---\n{article}")
        listing = '<ul>{%% for p in %s %%}<li><a href="{{ p.url }}">{{ p.data.title }}</a> {{ p.date | day }}</li>{%% endfor %%}</ul>\n'
        put(source / "index.njk", "---\nlayout: base.njk\ntitle: All articles\n---\n" + listing % "collections.newest")
        topic = (
            "---js\n{layout: 'base.njk', pagination: {data: 'collections.topics', size: 1, alias: 'topic'},"
            " permalink: '/topics/{{ topic.name | slugify }}/', eleventyComputed: {title: '{{ topic.name }}'}}\n---\n"
        )
        put(source / "topic.njk", topic + listing % "topic.articles")
        topics = '<ul>{% for t in collections.topics %}<li><a href="/topics/{{ t.name | slugify }}/">{{ t.name }}</a></li>{% endfor %}</ul>\n'
        put(source / "topics.njk", f"---\nlayout: base.njk\ntitle: Topics\n---\n{topics}")
        put(source / "feed.njk", f"---\npermalink: /feed.xml\nlayout: null\n---\n{ELEVENTY_FEED}")
        put(site / "static" / "style.css", STYLE)

    def build(self) -> Command:
        return [*self.command, "--quiet"]


ELEVENTY = """module.exports = (eleventy) => {
  const articles = (api) => api.getFilteredByGlob("source/*.md");
  eleventy.addPassthroughCopy({ static: "." });
  eleventy.addFilter("day", (date) => date.toISOString().slice(0, 10));
  eleventy.addCollection("newest", (api) => articles(api).sort((a, b) => b.date - a.date));
  eleventy.addCollection("topics", (api) => {
    const found = new Map();
    for (const article of articles(api).sort((a, b) => b.date - a.date))
      for (const name of article.data.topics) found.set(name, [...(found.get(name) || []), article]);
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, articles]) => ({ name, articles }));
  });
  eleventy.addGlobalData("address", "%(address)s");
  return { dir: { input: "source", output: "_site" }, markdownTemplateEngine: false };
};
"""
ELEVENTY_FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>All articles</title><id>{{ address }}/</id>
<updated>{{ collections.newest[0].date.toISOString() }}</updated>
{% for p in collections.newest | batch(20) | first %}<entry><title>{{ p.data.title }}</title><id>{{ address }}{{ p.url }}</id>
<link href="{{ address }}{{ p.url }}"/><updated>{{ p.date.toISOString() }}</updated><summary>{{ p.data.summary }}</summary></entry>
{% endfor %}</feed>
"""


class MkDocs(Tool):
    """It makes no lists and no feed itself: the lists are given to it as pages, and a hook writes the feed."""

    name = "mkdocs"
    leftovers = ("__pycache__",)
    content = "docs"

    def link(self, target: Article) -> str:
        return f"{target.slug}.md"

    def set_up(self, site: Path, archive: Sequence[Article]) -> None:
        put(
            site / "mkdocs.yml",
            f"site_name: {NAME}\nsite_url: {ADDRESS}/\ntheme: {{name: null, custom_dir: theme}}\nnav: [index.md]\n"
            "plugins: []\nhooks: [feed.py]\nvalidation: {nav: {omitted_files: ignore}}\n",
        )
        head = (
            "{% if page.meta.date %}<p>{{ page.meta.date }} {% for topic in page.meta.topics %}"
            '<a href="/topics/{{ topic.lower().replace(" ", "-") }}/">{{ topic }}</a> {% endfor %}</p>'
            "<p>{{ page.meta.summary }}</p>{% endif %}"
        )
        put(
            site / "theme" / "main.html",
            frame("{{ page.title }}", f"<h1>{{{{ page.title }}}}</h1>{head}{{{{ page.content }}}}"),
        )
        put(site / "theme" / "style.css", STYLE)
        put(site / "feed.py", MKDOCS_FEED % {"address": ADDRESS})
        newest = sorted(archive, key=lambda article: article.date, reverse=True)
        docs = site / self.content
        put(docs / "index.md", _mkdocs_list("All articles", [(a.title, f"{a.slug}.md", str(a.date)) for a in newest]))
        topics = sorted({topic for article in archive for topic in article.topics})
        put(
            docs / "topics" / "index.md", _mkdocs_list("Topics", [(topic, f"{slug(topic)}.md", "") for topic in topics])
        )
        for topic in topics:
            rows = [(a.title, f"../{a.slug}.md", str(a.date)) for a in newest if topic in a.topics]
            put(docs / "topics" / f"{slug(topic)}.md", _mkdocs_list(topic, rows))

    def build(self) -> Command:
        return [*self.command, "build", "--quiet"]


class MkDocsDirty(MkDocs):
    """Building only the pages whose own source changed, which it does when it is told to."""

    name = "mkdocs-dirty"

    def rebuild(self) -> Command:
        return [*self.build(), "--dirty"]


def _mkdocs_list(title: str, rows: Sequence[tuple[str, str, str]]) -> str:
    return f"---\ntitle: {title}\n---\n\n" + "".join(f"- [{words}]({link}) {more}\n" for words, link, more in rows)


MKDOCS_FEED = '''"""Writes feed.xml: the newest twenty articles."""

import pathlib
from xml.sax.saxutils import escape

import yaml


def on_post_build(config, **_):
    heads = []
    for file in pathlib.Path(config["docs_dir"]).glob("*.md"):
        head = file.read_text(encoding="utf-8").split("---", 2)[1]
        if "\\ndate: " in head:
            heads.append((head.partition("\\ndate: ")[2][:10], file.stem, head))
    entries = []
    for date, slug, head in sorted(heads, reverse=True)[:20]:
        values = yaml.safe_load(head)
        entries.append(
            f"<entry><title>{escape(values['title'])}</title><id>%(address)s/{slug}/</id><link href='%(address)s/{slug}/'/>"
            f"<updated>{date}T00:00:00Z</updated><summary>{escape(values['summary'])}</summary></entry>\\n"
        )
    feed = "<?xml version='1.0' encoding='utf-8'?>\\n<feed xmlns='http://www.w3.org/2005/Atom'><title>All articles</title>"
    feed += f"<id>%(address)s/</id><updated>{max(heads)[0]}T00:00:00Z</updated>\\n{''.join(entries)}</feed>\\n"
    pathlib.Path(config["site_dir"], "feed.xml").write_text(feed, encoding="utf-8")
'''

PEERS: tuple[type[Tool], ...] = (Pelican, PelicanCached, Eleventy, Hugo, HugoBacklinks, MkDocs, MkDocsDirty)
PROGRAMS = ("pelican", "eleventy", "hugo", "mkdocs")
"""What the peers are called by; a row's name begins with its program's."""


def program_of(name: str) -> str:
    return name.partition("-")[0]


def find(program: str, given: Mapping[str, Command], tools: Path | None) -> Command | None:
    """The command of a program: the one that was given, else from the folder of environments, else from PATH."""
    if program in given:
        return given[program]
    inside = _in_folder(program, tools.absolute()) if tools else None
    if inside:
        return inside
    found = shutil.which(program)
    return [found] if found else None


def _in_folder(program: str, tools: Path) -> Command | None:
    if program == "eleventy":
        node = shutil.which("node")
        package = tools / "n-eleventy" / "node_modules" / "@11ty" / "eleventy"
        scripts = [file for file in (package / "cmd.cjs", package / "cmd.js") if file.is_file()]
        return [node, str(scripts[0])] if node and scripts else None
    environment = tools / f"v-{program}"
    if program == "hugo":  # the program itself, where what lies in bin/ is a script that calls it
        itself = sorted(environment.glob("[Ll]ib/**/site-packages/hugo/binaries/hugo*"))
        if itself:
            return [str(itself[0])]
    for file in (environment / "bin" / program, environment / "Scripts" / f"{program}.exe"):
        if file.is_file():
            return [str(file)]
    return None


def parse_command(words: str) -> tuple[str, Command]:
    """`NAME=COMMAND` as it is given on the command line."""
    name, equals, command = words.partition("=")
    parts = shlex.split(command, posix=os.name != "nt")
    if name not in PROGRAMS or not equals or not parts:
        raise ValueError(f"{words!r} is not NAME=COMMAND with one of {', '.join(PROGRAMS)}")
    return name, parts

"""English, which every other language follows key by key."""

from __future__ import annotations

from seealso.strings.words import Phrase, Words
from seealso.text import MONTHS

_FRAME: dict[str, Phrase] = {
    "skip": "Skip to the text",
    "site": "Site",
    "topics": "Topics",
    "series": "Series",
    "archive": "Archive",
    "map": "Map",
    "about": "About",
    "consultation": "Consultation",
    "call": "Call",
    "write": "Write",
    "call_number": "Call {number}",
    "write_to": "Write to {address}",
    "search": "Search",
    "follow": "Follow",
    "all_articles": "All articles",
    "desk": "Desk",
    "breadcrumb": "Breadcrumb",
    "colours": "Colours",
    "colours_auto": "Auto",
    "colours_light": "Light",
    "colours_dark": "Dark",
}

_READING: dict[str, Phrase] = {
    "minutes": "{count} min",
    "revised": "revised",
    "draft": "Draft",
    "scheduled": "Not yet published",
    "in_this_article": "In this article",
    "part_of_series": "Part {place} of {count} in the series",
    "before_this": "Before this:",
    "read_next": "Read next",
    "next_part": "the next part of the series",
    "next_referred": ("this article refers to it", "this article refers to it most"),
    "next_topic": "next in {name}",
    "next_related": "they have much in common",
    "preview_of": "What “{title}” is about",
    "panel_scenario": "An invented scenario",
    "panel_brief": "In brief",
    "panel_note": "Note",
    "table": "Table",
    "notes": "Notes",
    "note_back": "Back to the text at note {number}",
    "the_author": "The author",
    "more_about_author": "More about the author",
    "around": "Around this article",
    "led_here": "What led here",
    "this_article": "This article",
    "leads_on": "Where it leads",
    "and_more": "and {count} more",
    "refers_here": "What refers to it",
    "refers_on": "What it refers to",
    "related": "Related",
    "printed_from": "This article stands at",
}

_LISTS: dict[str, Phrase] = {
    "articles": ("{count} article", "{count} articles"),
    "parts": ("{count} part", "{count} parts"),
    "referred_by": ("{count} article refers to it", "{count} articles refer to it"),
    "from_articles": ("from {count} article", "from {count} articles"),
    "start_here": "Start here",
    "start_note": "One article for each of the larger topics, the one that the others build on.",
    "by_topic": "By topic",
    "by_topic_note": "Everything on one question, in an order to read it in.",
    "most_referred": "Referred to most",
    "most_referred_note": "What the other articles lead back to, again and again.",
    "newest": "Newest",
    "all_topics": "All topics",
    "see_map": "How they hang together, on the map",
    "by_year": ("The one article by year", "All {count} articles by year"),
    "or_a_z": "or from A to Z",
    "what_to_expect": "What to expect",
    "path": "A path through this topic",
    "path_note": "What the others refer to most comes first; the parts of a series stay together.",
    "step_start": ("Start here: {count} article refers to it", "Start here: {count} articles refer to it"),
    "step_start_plain": "Start here",
    "step_part": "Part {place} of {name}",
    "step_builds_on": "builds on “{title}”",
    "step_plain": "stands by itself",
    "all_on_topic": "All of them, the newest first",
    "topics_lead": (
        "{count} topic, with the article to start with.",
        "{count} topics, each with the article to start with.",
    ),
    "topic_described": ("One article on {name}.", "{count} articles on {name}, and an order to read them in."),
    "start_with": "Start with",
    "then": "then",
    "series_lead": "Articles that belong together, to be read in order.",
    "one_series_lead": (
        "A series of {count} article, in the order of reading.",
        "A series of {count} articles, in the order of reading.",
    ),
    "series_described": ("A series of {count} article: {name}.", "A series of {count} articles: {name}."),
    "archive_title": "The archive by year",
    "archive_lead": ("{count} article, the newest first.", "{count} articles, the newest first."),
    "a_z_title": "All articles from A to Z",
    "a_z_lead": ("{count} article by its title.", "{count} articles by their titles."),
    "a_z_other": "By title, from A to Z",
    "archive_other": "By year, the newest first",
    "group_lead": ("{described}: {count} article.", "{described}: {count} articles."),
    "undated": "Undated",
    "years": "Years",
    "letters": "Letters",
    "pages": "Pages",
    "page_of": "Page {page} of {count}",
    "page_title": "{name}, page {page}",
    "newer": "Newer",
    "older": "Older",
    "next_page": "Next page",
    "previous_page": "Previous page",
}

_MAP: dict[str, Phrase] = {
    "map_title": "The map of the archive",
    "map_described": "How the articles hang together: topics, the articles most referred to, and what ties them.",
    "map_lead": (
        "{articles} on {count} topic, and how they hang together.",
        "{articles} on {count} topics, and how they hang together.",
    ),
    "map_same": "The same in words",
    "map_picture": "Topics, and the references between them",
    "map_tie": ("{one} and {other}: {count} reference", "{one} and {other}: {count} references"),
    "map_legend": (
        "A circle grows with the articles on its topic, a line with the references between two topics; the weakest are"
        " left out. Beneath each topic stand the articles that are referred to most. A topic leads to a map of its own."
    ),
    "map_filter": "Show only",
    "map_in_words": "The map in words",
    "map_near": "Tied to",
    "map_ties": "The strongest ties",
    "topic_map": "The map of this topic",
    "topic_map_title": "The map of {name}",
    "topic_map_described": "{articles} on {name}, and how they refer to each other.",
    "topic_map_lead": "{articles}, and how they refer to each other.",
    "topic_map_picture": "Articles on {name}, and the references between them",
    "topic_map_neighbour": (
        "{name}, {count} reference from here or to here",
        "{name}, {count} references from here or to here",
    ),
    "topic_map_dots": (
        "A large dot is an article that many refer to, a small dot one of those around it; its name shows when it is"
        " pointed at."
    ),
    "topic_map_lines": "A line is broad at the article that refers, and comes to a point at the one that it refers to.",
    "topic_map_last_row": "In the last row stand the topics that share the most references with this one.",
    "references": ("{count} reference", "{count} references"),
    "refers_to": "Refers to",
    "around_it": ("{count} article around it", "{count} articles around it"),
    "by_themselves": "By themselves",
    "neighbouring_topics": "Neighbouring topics",
}

_SEARCH: dict[str, Phrase] = {
    "search_title": "Search the articles",
    "search_words": "Words to look for",
    "search_topic": "Topic",
    "search_one": "One article",
    "search_many": "{count} articles",
    "search_wait": "One moment …",
    "search_nothing": "No article has these words. Fewer words, or others, may find more.",
    "search_failed": "The search can’t be opened just now.",
    "search_more": "Show more",
    "search_key": "Open the search with the key",
    "close": "Close",
    "search_no_script": (
        "Searching needs JavaScript, which this browser has turned off. These pages lead to every article without it."
    ),
    "search_around": "Other ways to an article",
    "or_by_year": "or by year",
    "or_by_topic": "or by topic:",
}

_CONTACT: dict[str, Phrase] = {
    "consultation_label": "Ask for a consultation",
    "telephone": "Telephone",
    "email": "E-mail",
    "booking": "Booking",
    "choose_time": "Choose a time",
    "about_article": "About your article: {title}",
    "expect_link": "What to expect from a consultation",
    "no_health_details": "Please do not put health details in an e-mail.",
    "no_health_details_long": (
        "Please do not put health details in an e-mail: it is enough to say that you would like to talk."
    ),
    "reach": "How to reach {name}",
    "reach_us": "How to reach us",
    "good_to_know": "Good to know",
    "with": "With",
    "credentials": "Credentials",
    "licensed_in": "Licensed in",
    "sessions": "Sessions",
    "languages": "Languages",
    "fee": "Fee",
    "hours": "Hours",
    "address": "Address",
    "or_see": "or see",
}

_OTHER: dict[str, Phrase] = {
    "missing_title": "This page is not here",
    "missing_lead": "It may have moved, or the address has a slip in it.",
    "missing_a_z": "Look for it among all articles from A to Z",
    "missing_search": "Search for it",
    "missing_topics": "See the topics",
    "missing_home": "Begin at the beginning",
    "moved": "This article has moved",
    "follow_title": "How to follow this archive",
    "follow_described": "How to hear of new articles without giving anybody an address.",
    "follow_lead": (
        "New articles appear here from time to time. There is a way to hear of them that asks nothing of you."
    ),
    "follow_reader": "With a feed reader",
    "follow_reader_what": (
        "A feed reader is a program or an app that looks at the sites you choose and shows what is new. Some e-mail"
        " programs and browsers have one built in. Give it this address:"
    ),
    "follow_reader_json": "If it asks for a JSON feed, this is the address:",
    "follow_open": (
        "Opened in a browser, these addresses show a page of code. That is as it should be: copy the address, and paste"
        " it where your reader says “add” or “subscribe”."
    ),
    "follow_steps": "Step by step",
    "follow_step_copy": "Press and hold the address above, or right-click it, and copy the link.",
    "follow_step_open": "Open your feed reader, and choose to add a feed.",
    "follow_step_paste": "Paste the address. From then on new articles appear there, in full.",
    "follow_private": "What nobody learns",
    "follow_private_what": (
        "There is no list to sign, no newsletter, and nothing to cancel. This site does not count who reads it, and"
        " nobody learns that you follow it."
    ),
    "follow_without": "Without a reader",
    "follow_without_what": "The newest articles stand at the head of the archive. A bookmark there does as well:",
    "service": "Consultation",
}

WORDS = Words(
    lang="en",
    phrases={**_FRAME, **_READING, **_LISTS, **_MAP, **_SEARCH, **_CONTACT, **_OTHER},
    months=MONTHS,
    date="{day} {month} {year}",
    thousands=",",
    grouped_from=1000,
    articles=frozenset({"a", "an", "the"}),
)

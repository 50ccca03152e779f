"""Feeds of articles: Atom 1.0 (RFC 4287) and JSON Feed 1.1, for the site and for each topic."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import Language
from clinicsite.model.page import Page
from clinicsite.model.site import Site
from clinicsite.read.scan import strip_inline
from clinicsite.render.job import Job
from clinicsite.render.references import number_citations, references
from clinicsite.render.text import render_text
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

MOST_ENTRIES = 20
TEMPLATE = "templates/text/feed.xml"
REFERENCES = "<section data-references><h2>References</h2>{}</section>"
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINK = re.compile(r"(<(?:a|img|source)\b[^>]*?\s(?:href|src)=\")([/#][^\"]*)")
SOURCE_SET = re.compile(r"(\ssrcset=\")([^\"]*)")


@frozen()
class FeedAuthor:
    name: str
    url: str


@frozen()
class FeedEntry:
    """An article as a feed carries it. `published` and `updated` are times of RFC 3339."""

    url: str
    title: str
    summary: str
    html: str
    lang: str
    published: str
    updated: str
    authors: tuple[FeedAuthor, ...]
    tags: tuple[str, ...]


@frozen()
class Feed:
    """`updated` is that of the newest entry, so that a feed changes only when an article does."""

    title: str
    subtitle: str
    lang: str
    author: str
    home_url: str
    folder_url: str
    updated: str
    entries: tuple[FeedEntry, ...]


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """Both feeds of the site and of each topic that has an article to show, in each language."""
    for language in site.languages:
        pages = site.pages_in(language.code)
        articles = [page for page in pages if page.kind == "article" and page.in_feeds]
        if articles:
            yield from _pair(_folder(language), "", language.code)
        for topic in (page for page in pages if page.kind == "topic" and not page.meta.noindex):
            if any(page.meta.topic == topic.name for page in articles):
                yield from _pair(f"{topic.id}/", topic.id, language.code)


def feed_links(view: View, page: Page | None = None) -> tuple[tuple[str, str, str], ...]:
    """`(type, title, address)` of each feed to name in a page's head: its topic's where it has one, and the site's."""
    name = view.clinic.short_name
    topics = [page] if page and page.kind == "topic" else [view.topic(page)] if page and page.kind == "article" else []
    own = [topic for topic in topics if topic and topic.lang == view.lang]
    feeds = [(f"{topic.title}, {name}", f"{topic.id}/") for topic in own if view.has_feed(topic)]
    if view.has_feed():
        feeds.append((name, _folder(view.language)))
    return tuple(("application/atom+xml", title, f"{view.base_path}/{folder}feed.xml") for title, folder in feeds)


def _folder(language: Language) -> str:
    """Where a language's own feeds lie: `es/`, nothing for English."""
    return f"{language.folder}/".lstrip("/")


def _pair(folder: str, topic_id: str, lang: str) -> Iterator[Job]:
    formats: tuple[tuple[str, Callable[[View, Feed], bytes]], ...] = (("feed.xml", atom), ("feed.json", json_feed))
    for name, write in formats:
        yield Job(folder + name, TEMPLATE, partial(_render, write=write, topic_id=topic_id), lang)


def _render(view: View, write: Callable[[View, Feed], bytes], topic_id: str) -> bytes:
    return write(view, feed(view, topic_id))


def feed(view: View, topic_id: str = "") -> Feed:
    """The feed of a topic, or of the whole site for the empty id: newest first."""
    clinic, topic = view.clinic, view.page(topic_id) if topic_id else None
    entries = tuple(_entry(view, page) for page in view.newest(MOST_ENTRIES, topic=topic.name if topic else None))
    home = f"{view.base_url}/{_folder(view.language)}"
    return Feed(
        title=f"{topic.title}, {clinic.short_name}" if topic else clinic.name,
        subtitle=topic.meta.description if topic else clinic.tagline,
        lang=topic.lang if topic else view.lang,
        author=clinic.name,
        home_url=view.absolute(topic) if topic else home,
        folder_url=f"{view.base_url}/{topic_id}/" if topic_id else home,
        updated=max((entry.updated for entry in entries), default=""),
        entries=entries,
    )


def _entry(view: View, page: Page) -> FeedEntry:
    meta = page.meta
    return FeedEntry(
        url=view.absolute(page),
        title=page.title,
        summary=strip_inline(meta.summary or meta.description),
        html=NOT_XML.sub("", absolute_links(_content(view, page), view, page)),
        lang=page.lang,
        published=_noon(meta.date or page.changed),
        updated=_noon(page.changed),
        authors=tuple(FeedAuthor(person.meta.full_name, view.absolute(person)) for person in view.authors(page)),
        tags=meta.tags,
    )


def _content(view: View, page: Page) -> str:
    """What a reader of the feed sees: summary, regulatory status, the whole body and what it rests on."""
    status = view.status(page)
    lines = [strip_inline(page.meta.summary or ""), strip_inline(status.meta.status) if status else ""]
    lead = Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines if line)
    return number_citations(f"{lead}\n{view.prose(page).html}\n{REFERENCES.format(references())}", view).strip()


def absolute_links(html: str, view: View, page: Page) -> str:
    """HTML that works away from the site: links and pictures with scheme and host."""
    host = view.base_url[: len(view.base_url) - len(view.base_path)]

    def full(target: str) -> str:
        return view.absolute(page) + target if target.startswith("#") else host + target

    html = LINK.sub(lambda m: m[1] + full(m[2]), html)
    return SOURCE_SET.sub(lambda m: m[1] + re.sub(r"(^|,\s*)(/[^\s,]*)", lambda s: s[1] + host + s[2], m[2]), html)


def _noon(day: date | None) -> str:
    """Noon UTC is the same day in every US time zone; midnight UTC is the evening before."""
    return f"{day.isoformat()}T12:00:00Z" if day else ""


def atom(view: View, feed: Feed) -> bytes:
    return render_text(view, "feed.xml", feed=feed)


def json_feed(view: View, feed: Feed) -> bytes:
    whole: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.home_url,
        "feed_url": f"{feed.folder_url}feed.json",
        "language": feed.lang,
        "authors": [{"name": feed.author, "url": f"{view.base_url}/"}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: FeedEntry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "language": entry.lang,
        "authors": [{"name": author.name, "url": author.url} for author in entry.authors],
        "tags": list(entry.tags),
    }
    return {key: value for key, value in item.items() if value != []}

"""A page of the site, parsed and placed: what comes out of reading one source file."""

from __future__ import annotations

from datetime import date

from clinicsite.model.diagnostic import Location
from clinicsite.model.frozen import frozen
from clinicsite.model.languages import BY_CODE, ENGLISH, Language, language_of
from clinicsite.model.meta import Meta


@frozen(slots=True)
class Source:
    """A file as it was read. `path` is relative to content/ with `/`; `digest` is the SHA-256 of its bytes.

    `name` is how messages call it where it does not lie in content/.
    """

    path: str
    text: str
    digest: str
    name: str = ""

    @property
    def file(self) -> str:
        return self.name or f"content/{self.path}"

    @property
    def is_written(self) -> bool:
        """Whether there is a file behind it: a page that the site makes by itself has none."""
        return bool(self.digest or self.text)

    @property
    def language(self) -> Language:
        """What it is written in, by its folder."""
        return language_of(self.path)

    def at(self, line: int = 1, column: int = 1) -> Location:
        return Location(self.file, line, column)


@frozen(slots=True)
class Heading:
    """A heading of the body, or the title of a block. `words` counts what follows it, up to the next heading."""

    level: int
    text: str
    id: str
    line: int
    words: int = 0
    figures: int = 0


@frozen(slots=True)
class Link:
    """A link or image as written. `target` is untouched; `image` tells the two apart; `block` marks a figure or button."""

    target: str
    text: str
    line: int
    column: int
    image: bool = False


@frozen(slots=True)
class Citation:
    """`[@key; @key2]` in the body or in a front-matter field."""

    keys: tuple[str, ...]
    line: int
    column: int


@frozen(slots=True)
class BlockUse:
    """`/// name | argument` in the body. `end` is the line of its closing fence, 0 when it is never closed."""

    name: str
    argument: str
    line: int
    end: int
    depth: int = 0


@frozen(slots=True)
class Body:
    """What a scan of the Markdown finds, each with its line in the file."""

    text: str
    first_line: int
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    blocks: tuple[BlockUse, ...] = ()
    words: int = 0
    lead_words: int = 0


@frozen(slots=True)
class Page:
    """One page. `id` is its address without slashes at the ends (`""` is home); `path` is its file under site/.

    `places` maps a dotted front-matter key (`title`, `authors.0`) to its line and column in the source. `original` is the
    id of the English page that it translates, None on an English one.
    """

    id: str
    kind: str
    url: str
    path: str
    meta: Meta
    body: Body
    source: Source
    places: tuple[tuple[str, int, int], ...] = ()
    lang: str = ENGLISH.code
    original: str | None = None
    overdue: bool = False
    """Whether it is published although its review is overdue, which it then says."""

    @property
    def title(self) -> str:
        return self.meta.title

    @property
    def name(self) -> str:
        """The last part of the id, by which front matter names people, locations, treatments and conditions.

        A translation goes by the name of what it translates.
        """
        return self.first_id.rpartition("/")[2]

    @property
    def first_id(self) -> str:
        """The id of the English page: its own, or that of the page it translates."""
        return self.id if self.original is None else self.original

    @property
    def is_home(self) -> bool:
        return self.first_id == ""

    @property
    def language(self) -> Language:
        return BY_CODE[self.lang]

    @property
    def changed(self) -> date | None:
        """The day its meaning last changed, as far as it says."""
        return self.meta.updated or self.meta.date or self.meta.reviewed

    @property
    def in_feeds(self) -> bool:
        """Whether a live article has a day to stand under and may be found by search engines."""
        return not self.meta.noindex and self.changed is not None

    def where(self, key: str = "") -> Location:
        """The place of a front-matter key, else of its nearest parent that stands in the file, else the first line."""
        table = {k: (line, column) for k, line, column in self.places}
        while key:
            if key in table:
                return self.source.at(*table[key])
            key = key.rpartition(".")[0]
        return self.source.at()

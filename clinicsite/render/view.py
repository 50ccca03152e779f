"""The view: what a template may ask. Every answer is recorded as a Need of the output being made."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from clinicsite.language.tongue import Tongue, tongue
from clinicsite.model.address import did_you_mean, quote_path, url_of
from clinicsite.model.clinic import Clinic
from clinicsite.model.languages import BY_CODE, ENGLISH, Language
from clinicsite.model.output import Need
from clinicsite.model.page import Page
from clinicsite.model.picture import Picture
from clinicsite.model.reference import Reference, Term
from clinicsite.model.site import FormFile, MediaFile
from clinicsite.model.standing import Standing
from clinicsite.read.links import parse_target, resolve
from clinicsite.render.bodies import Bodies
from clinicsite.render.calls import ComponentError, Components, bind
from clinicsite.render.facts import Facts, query_of
from clinicsite.render.files import harmless, inline_svg, media_path
from clinicsite.render.outlines import minutes_of
from clinicsite.render.prints import Shot
from clinicsite.render.styles import PLACE
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.environment import Templates
    from clinicsite.render.prose import Prose


class View:
    """Answers questions about the site for one output and records each as a Need.

    It answers in the language `lang` of that output: with that language's pages, and with its words for facts. Where a
    named page is not translated, the English one answers.

    `needs` holds what was asked so far. Methods that look for one thing return None where it is not there, except
    `url`, `media` and `drawing`, which raise LookupError, because a page cannot be made without them.
    """

    def __init__(self, facts: Facts, templates: Templates, bodies: Bodies, lang: str = ENGLISH.code) -> None:
        self._facts, self._site, self._templates, self._bodies = facts, facts.site, templates, bodies
        self.lang = lang
        self._needs: dict[tuple[str, str], str] = {}
        self._context: dict[str, Any] = {}

    @property
    def needs(self) -> tuple[Need, ...]:
        return tuple(Need(kind, name, digest) for (kind, name), digest in sorted(self._needs.items()))

    def record(self, kind: str, name: str = "") -> None:
        """Note that the output depends on this."""
        if (kind, name) not in self._needs:
            self._needs[kind, name] = self._facts.digest(kind, name)

    @property
    def clinic(self) -> Clinic:
        found = self._site.in_language(self.lang)
        self.record("clinic", self.lang if found else "")
        return found.clinic if found else self._site.clinic

    @property
    def clock(self) -> date:
        self.record("clock")
        return self._facts.clock

    @property
    def settings(self) -> Settings:
        self.record("settings")
        return self._facts.settings

    @property
    def standing(self) -> Standing:
        """What the build may be taken for: `live`, `sample` or `trial`. Only a live one is for search engines."""
        self.record("standing")
        return self._facts.standing

    @property
    def base_url(self) -> str:
        """`https://host/base`, without a slash at the end."""
        self.record("settings")
        self.record("clinic")
        return self._facts.base_url

    @property
    def base_path(self) -> str:
        """The path part of the base URL: `/base`, or nothing."""
        self.record("settings")
        self.record("clinic")
        return self._facts.base_path

    def page(self, page_id: str) -> Page | None:
        self.record("page", page_id)
        return self._site.by_id.get(page_id)

    @property
    def home(self) -> Page | None:
        return self.page(self.language.home)

    def named(self, kind: str, name: str | None) -> Page | None:
        """The person, location, treatment, condition or topic that front matter calls `name`."""
        if not name:
            return None
        found = self._site.named(kind, name)
        if found and self.lang != ENGLISH.code:
            found = self.counterpart(found, self.lang) or found
        self.record("page", found.id if found else f"{kind}:{name}")
        return found

    def pages(self, **criteria: str | tuple[str, ...] | None) -> tuple[Page, ...]:
        """The live pages of a kind (or several) with these marks, by weight, then title."""
        query = query_of(self.lang, **criteria)
        self.record("listing", query)
        return self._facts.listing(query)

    def has_feed(self, topic: Page | None = None) -> bool:
        """Whether any article of the site, or of this topic, stands in feeds."""
        query = query_of(self.lang, kind="article", topic=topic.name if topic else None)
        self.record("feed", query)
        return bool(self._facts.others("feed", query))

    def newest(self, count: int, **criteria: str | None) -> tuple[Page, ...]:
        """At most so many live articles that stand in feeds, of a topic or of all, newest first."""
        name = f"{count} {query_of(self.lang, kind='article', **criteria)}"
        self.record("newest", name)
        return tuple(filter(None, self._facts.others("newest", name)))

    def locations(self) -> tuple[Page, ...]:
        return self.pages(kind="location")

    def forms(self, lang: str = "") -> tuple[FormFile, ...]:
        """The forms of this language, or of another."""
        self.record("forms")
        return self._site.forms_in(lang or self.lang)

    def form(self, form_id: str) -> FormFile | None:
        self.record("form", form_id)
        return next((form for form in self._site.all_forms if form.id == form_id), None)

    def terms(self) -> tuple[Term, ...]:
        self.record("terms")
        return self._site.glossary

    def term(self, term_id: str) -> Term | None:
        self.record("term", term_id)
        translated = self._site.in_language(self.lang)
        if translated:
            self.record("term", f"{self.lang}/{term_id}")
        return translated and translated.terms.get(term_id) or self._site.terms.get(term_id)

    def reference(self, key: str) -> Reference | None:
        self.record("reference", key)
        return self._site.references.get(key)

    def minutes(self, page: Page) -> int:
        """Whole minutes it takes to read a page."""
        return minutes_of(page)

    # Languages

    @property
    def language(self) -> Language:
        return BY_CODE[self.lang]

    @property
    def tongue(self) -> Tongue:
        """The words of this language."""
        return tongue(self.lang)

    def speaking(self, lang: str) -> View:
        """A view of the same site in another language."""
        return View(self._facts, self._templates, self._bodies, lang)

    def gettext(self, message: str) -> str:
        """A message of the interface in this language."""
        return self.tongue.gettext(message)

    def languages(self) -> tuple[Language, ...]:
        """The languages that the site speaks, English first."""
        self.record("languages")
        return self._site.languages

    def counterpart(self, target: Page | FormFile, lang: str) -> Any:
        """The same page or form in another language; None where that language has none."""
        self.record("counterpart", f"{'page' if isinstance(target, Page) else 'form'} {lang} {target.id}")
        return self._site.counterpart(target, lang)

    # Addresses

    def url(self, target: Page | FormFile | str, source: str = "") -> str:
        """The address of a page, a form, a source file (`pages/fees.md#gfe`) or a site address (`/feed.xml`).

        `source` is the file in which a relative target was written.
        """
        if isinstance(target, (Page, FormFile)):
            return self.base_path + target.url
        if target == "/":
            target = url_of(self.language.home)
        parsed = parse_target(target, source)
        if parsed.kind == "external":
            return harmless(target)
        anchor = f"#{parsed.anchor}" if parsed.anchor else ""
        found = self._resolve(target, source)
        if found is None:
            if parsed.kind == "address" or (target.startswith("/") and not source):
                return self.base_path + quote_path(target)
            raise LookupError(f"There is no `{target}`.")
        if isinstance(found, MediaFile):
            return self.media(found.path)
        return self.base_path + self._address(found).url + anchor

    def target(self, target: str, source: str = "") -> Page | FormFile | None:
        """The page or form to which `url` of the same target leads; None for anything else."""
        found = self._resolve(target, source)
        return None if found is None or isinstance(found, MediaFile) else self._address(found)

    def _address(self, found: Page | FormFile) -> Page | FormFile:
        """What a link leads to, in this language where there is such a page."""
        if found.lang != self.lang and self.lang != ENGLISH.code:
            found = self.counterpart(found, self.lang) or found
        if isinstance(found, Page):
            self.record("address", found.id)
        else:
            self.record("form", found.id)
        return found

    def _resolve(self, target: str, source: str) -> Page | FormFile | MediaFile | None:
        """What a target leads to. One that is found from content/ depends on nothing standing beside its source."""
        found = resolve(target, source, self._site)
        beside = parse_target(target, source)
        if found is not None and beside.kind == "content" and not self._facts.digest("beside", beside.path):
            self.record("beside", beside.path)
        return found

    def absolute(self, target: Page | FormFile | str) -> str:
        """The full address, with scheme and host."""
        url = self.url(target)
        if re.match(r"[a-z]+:", url):
            return url
        return self.base_url[: len(self.base_url) - len(self.base_path)] + url

    def asset(self, name: str) -> str:
        """The fingerprinted address of the style sheet, a script or an icon of the templates."""
        self.record("asset", name)
        return f"{self.base_path}/{self._templates.asset_path(name)}"

    @property
    def styles(self) -> Markup:
        """The place in a page's head for the parts of the style sheets that it shows."""
        self.record("styles")
        return Markup(PLACE)

    @property
    def style_digests(self) -> tuple[str, ...]:
        """Every part that a page may carry, as the Content-Security-Policy names it."""
        self.record("styles")
        return self._templates.styles.digests

    def media(self, path: str, source: str = "") -> str:
        """The fingerprinted address of a picture or file under content/; asking publishes it."""
        found = self._media(path, source)
        self.record("file", found.path)
        return f"{self.base_path}/{media_path(found)}"

    def template_text(self, name: str) -> str:
        """The text of a file under templates/, or nothing where there is none."""
        self.record("template", name)
        path = self._templates.file(name)
        return path.read_text("utf-8") if path else ""

    def drawing_file(self, path: str, source: str = "") -> tuple[MediaFile, str]:
        """An SVG file and its text."""
        return self._media(path, source), self.media_text(path, source)

    def media_text(self, path: str, source: str = "") -> str:
        """The text of an SVG file, to be set into a page."""
        found = self._media(path, source)
        if not found.path.lower().endswith(".svg"):
            raise LookupError(f"`{path}` is no drawing: it is not an SVG file.")
        self.record("media", found.path)
        return (self._facts.settings.content_folder / found.path).read_text("utf-8")

    def _media(self, path: str, source: str) -> MediaFile:
        found = self._resolve(path, source)
        if not isinstance(found, MediaFile):
            raise LookupError(f"There is no picture `{path}`.")
        return found

    def drawing(self, path: str, source: str = "") -> Markup:
        """A small drawing, inline and hidden from screen readers."""
        return inline_svg(path, self.media_text(path, source), 'class="draw" aria-hidden="true"')

    def figure(self, path: str, alt: str, source: str = "") -> Markup:
        """An explanatory figure, inline, with its text alternative."""
        if path.lower().endswith(".svg"):
            label = Markup.escape(alt)
            return inline_svg(path, self.media_text(path, source), f'role="img" aria-label="{label}"')
        return self.component("photo", path=path, alt=alt, source=source)

    def shot(self, path: str, source: str = "", layout: str = "text", focus: str = "") -> tuple[Shot, Picture]:
        """A photo in a place on the page, and what it is; asking has it cut, encoded and published for that place."""
        found = self._media(path, source)
        picture = self._facts.picture(found.path)
        shot = Shot(found.path, found.digest, picture.width, picture.height, layout, picture.clear, focus)
        self.record("picture", shot.name)
        return shot, picture

    # Text

    def prose(self, page: Page) -> Prose:
        """The body of a page as HTML, with its contents and reading time."""
        from clinicsite.render.prose import KEPT, prose_of

        self.record("page", page.id)
        self.record("body", page.id)
        kept = KEPT.get(page.id)
        if kept is None or not all(self._facts.digest(n.kind, n.name) == n.digest for n in kept[1]):
            inner = View(self._facts, self._templates, self._bodies, page.lang)
            inner._context = {"view": inner, "c": Components(inner.component), "page": page}
            inner.record("body", page.id)
            kept = KEPT[page.id] = (prose_of(page, inner), inner.needs)
        self._needs.update({(need.kind, need.name): need.digest for need in kept[1]})
        return kept[0]

    def text(self, page: Page) -> str:
        """The body of a page as plain text."""
        return " ".join(self.prose(page).html.striptags().split())

    def open_html(self, page: Page) -> str:
        """The converted body, before anything of other files is filled in."""
        self.record("body", page.id)
        return self._bodies.html(page)

    def open_inline(self, text: str) -> str:
        return self._bodies.inline(text)

    # Rendering

    def render(self, template: str, **context: Any) -> str:
        """Render a template; what is given here stays known to the components that it calls."""
        self._context = {"view": self, "c": Components(self.component), **context}
        return self._templates.styles.put_into(self._templates.render(template, self._context, self._loaded))

    def component(self, name: str, **arguments: Any) -> Markup:
        """Render the component `name`: its function makes the context of templates/components/<name>.html."""
        from clinicsite.render.components import COMPONENTS

        function = COMPONENTS.get(name)
        if function is None:
            raise ComponentError(f"There is no component `{name}`. {did_you_mean(name, COMPONENTS)}".strip())
        context = {**self._context, **bind(name, function, self, arguments)}
        return Markup(self._templates.render(f"components/{name.replace('_', '-')}.html", context, self._loaded))

    def _loaded(self, name: str) -> None:
        self.record("template", name)

    # Relations

    def topic(self, page: Page) -> Page | None:
        return self.named("topic", page.meta.topic)

    def section(self, page: Page) -> Page | None:
        """The index page of the folder a page stands in."""
        first, slash, _ = page.first_id.partition("/")
        found = self.page(first) if slash else None
        return found and (self.counterpart(found, page.lang) if page.original is not None else found)

    def breadcrumbs(self, page: Page) -> tuple[Page, ...]:
        """The pages above this one, from home down."""
        home = page.language.home
        trail = [self.page(home)]
        parts = page.id.removeprefix(f"{home}/" if home else "").split("/")[:-1]
        trail += [self.page("/".join([*([home] if home else []), *parts[:n]])) for n in range(1, len(parts) + 1)]
        return tuple(found for found in trail if found and found.id != page.id)

    def status(self, page: Page) -> Page | None:
        """The treatment whose regulatory status stands under this page's summary."""
        if page.kind == "treatment":
            return page
        for name in page.meta.treatments:
            if found := self.named("treatment", name):
                return found
        return None

    def authors(self, page: Page) -> tuple[Page, ...]:
        return tuple(found for name in page.meta.authors if (found := self.named("person", name)))

    def reviewer(self, page: Page) -> Page | None:
        return self.named("person", page.meta.reviewed_by)

    def series(self, page: Page) -> tuple[Page, ...]:
        """The pages of this page's series, in order; empty when it has none."""
        return self.pages(series=page.meta.series) if page.meta.series else ()

    def next_in_series(self, page: Page) -> Page | None:
        path = self.series(page)
        ids = [step.id for step in path]
        at = ids.index(page.id) + 1 if page.id in ids else len(ids)
        return path[at] if at < len(ids) else None

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """The articles before and after this one in its topic."""
        self.record("neighbours", page.id)
        previous, following = self._facts.others("neighbours", page.id) or (None, None)
        return previous, following

    def related(self, page: Page, n: int = 3) -> tuple[Page, ...]:
        """The articles that share most with this one: topic, tags, conditions and references."""
        self.record("related", page.id)
        return tuple(filter(None, self._facts.others("related", page.id)))[:n]

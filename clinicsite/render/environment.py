"""Jinja as this house wants it: autoescape on, undefined names are errors, every template that is loaded is recorded."""

from __future__ import annotations

import hashlib
import re
import traceback
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.render.styles import LATER, Styles, styles_of, tidy_css
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.bodies import ProseMemo

FAILURES = (
    LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, OSError, jinja2.TemplateRuntimeError,
)
"""What a template can bring about by what it says. Anything else is a fault of the engine, and shows as one."""

ENGINE = Path(__file__).resolve().parent.parent

CODES = {
    "TPL001": "A template has a syntax error.",
    "TPL002": "A template uses a name that does not exist.",
    "TPL003": "A template is missing.",
    "TPL004": "A template failed while a page was rendered.",
    "TPL005": "A component was called with arguments that it does not take.",
}


class TemplateProblem(Exception):
    """A template that cannot be rendered; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def engine_templates() -> Path:
    """The templates that come with the engine: inside the wheel, or beside the package in a checkout."""
    inside = ENGINE / "templates"
    return inside if inside.is_dir() else ENGINE.parent / "templates"


class RecordingEnvironment(jinja2.Environment):
    """Tells `on_load` the name of every template that a render loads, by whatever statement."""

    on_load: Callable[[str], None] = staticmethod(lambda name: None)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.loaded: dict[str, jinja2.Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:
        if globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name in self.loaded:
            self.on_load(name)
        else:
            self.loaded[name] = super().get_template(name, parent)
            # A ChainMap, which takes long to copy, and every component of every page does.
            self.loaded[name].globals = dict(self.loaded[name].globals)
        return self.loaded[name]

    def _load_template(self, name: str, globals: Any) -> jinja2.Template:
        self.on_load(name)
        return super()._load_template(name, globals)


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, by their text: for as long as this process lives, and in the memo of builds, if there is one, for the
    next."""

    codes: dict[tuple[str, str], CodeType] = {}

    def __init__(self, memo: ProseMemo | None) -> None:
        self.memo = memo

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))
        if bucket.code is None and self.memo and (kept := self.memo.prose(_kept_as(bucket))):
            bucket.bytecode_from_string(b64decode(kept))
            self._note(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._note(bucket)
        if self.memo:
            self.memo.keep_prose(_kept_as(bucket), b64encode(bucket.bytecode_to_string()).decode("ascii"))

    def _note(self, bucket: Bucket) -> None:
        if bucket.code:
            self.codes[bucket.key, bucket.checksum] = bucket.code


def _kept_as(bucket: Bucket) -> str:
    return f"template {bucket.key} {bucket.checksum}"


@pass_context
def gettext(context: Context, message: str) -> str:
    """A message in the language of the page that is being rendered."""
    view = context.get("view")
    return view.tongue.gettext(message) if view else message


@pass_context
def ngettext(context: Context, one: str, many: str, number: int) -> str:
    """The form of a message for a number, in that language."""
    view = context.get("view")
    return view.tongue.ngettext(one, many, number) if view else one if number == 1 else many


@pass_context
def pgettext(context: Context, about: str, message: str) -> str:
    """A message that has to be told from an equal one, in that language."""
    view = context.get("view")
    return view.tongue.pgettext(about, message) if view else message


class Templates:
    """The templates and assets of a site: the site's own folder first, then the engine's."""

    def __init__(self, folders: Sequence[Path], filters: Mapping[str, Any], root: Path, memo: ProseMemo | None = None) -> None:
        self.folders = tuple(dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir()))
        self.root = root.resolve()
        self.env = RecordingEnvironment(
            loader=jinja2.FileSystemLoader([str(folder) for folder in self.folders]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=Compiled(memo),
            extensions=["jinja2.ext.i18n"],
        )
        self.env.policies["ext.i18n.trimmed"] = True
        self.env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
        self.env.filters.update(filters)
        self._memo = memo
        self._digests: dict[str, str] = {}
        self._assets: dict[str, bytes] = {}

    def file(self, name: str) -> Path | None:
        """The file that a template or asset name stands for."""
        for folder in self.folders:
            if (path := folder / name).is_file():
                return path
        return None

    def digest(self, name: str) -> str:
        """16 hex digits for a template's text; empty when it is not there."""
        if name not in self._digests:
            path = self.file(name)
            self._digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path else ""
        return self._digests[name]

    def render(self, name: str, context: Mapping[str, Any], on_load: Callable[[str], None]) -> str:
        """Render a template. Raises TemplateProblem, placed in the template, whatever goes wrong in it."""
        before, self.env.on_load = self.env.on_load, on_load
        try:
            return self.env.get_template(name).render(context)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateProblem(self._at("TPL001", f"{_sentence(error.message)}", error.filename, error.lineno)) from error
        except jinja2.TemplateNotFound as error:
            raise TemplateProblem(self._failure("TPL003", f"There is no template `{error.name}`.", error, name)) from error
        except jinja2.UndefinedError as error:
            raise TemplateProblem(self._failure("TPL002", _sentence(error.message), error, name)) from error
        except FAILURES as error:
            code = "TPL005" if type(error).__name__ == "ComponentError" else "TPL004"
            raise TemplateProblem(self._failure(code, _sentence(str(error)), error, name)) from error
        finally:
            self.env.on_load = before

    def _failure(self, code: str, message: str, error: Exception, name: str) -> Diagnostic:
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__)
            if any(Path(frame.filename).is_relative_to(folder) for folder in self.folders)
        ]
        if frames:
            return self._at(code, message, frames[-1].filename, frames[-1].lineno or 1)
        return self._at(code, message, str(self.file(name) or self.folders[-1] / name), 1)

    def _at(self, code: str, message: str, file: str | None, line: int) -> Diagnostic:
        path = Path(file) if file else Path("templates")
        shown = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else self._engine_name(path)
        return Diagnostic(code, message, Location(shown, line, 1), HINTS[code])

    def _engine_name(self, path: Path) -> str:
        for folder in self.folders:
            if path.is_relative_to(folder):
                return f"templates/{path.relative_to(folder).as_posix()}"
        return path.name

    # Assets

    def asset(self, name: str) -> bytes:
        """The bytes of an asset. `later.css` is what only wide screens and paper need of all style sheets."""
        if name not in self._assets:
            self._assets[name] = self.styles.later.encode() if name == LATER else self._asset_file(name)
        return self._assets[name]

    @cached_property
    def styles(self) -> Styles:
        """The parts that pages carry: of two sheets of one name the site's own."""
        files = {path.stem: path for folder in reversed(self.folders) for path in sorted((folder / "assets/css").glob("*.css"))}
        sheets = {name: path.read_text("utf-8") for name, path in files.items()}
        key = f"styles {hashlib.sha256(repr(sorted(sheets.items())).encode()).hexdigest()}"
        if self._memo and (kept := self._memo.prose(key)):
            return Styles.taken_up(kept)
        styles = styles_of(sheets)
        if self._memo:
            self._memo.keep_prose(key, styles.put_down())
        return styles

    def _asset_file(self, name: str) -> bytes:
        for place in (f"assets/{name}", f"assets/js/{name}", f"assets/icons/{name}"):
            if path := self.file(place):
                data = path.read_bytes()
                if name.endswith(".css"):
                    return tidy_css(data.decode()).encode()
                return REMARK.sub(b"", data) if name.endswith(".js") else data
        raise LookupError(f"There is no asset `{name}` in templates/assets/.")

    def asset_digest(self, name: str) -> str:
        try:
            return hashlib.sha256(self.asset(name)).hexdigest()[:16]
        except LookupError:
            return ""

    def asset_path(self, name: str) -> str:
        """`site.css` -> `assets/site.3f2a9c1b.css`"""
        stem, _, suffix = name.rpartition("/")[2].rpartition(".")
        return f"assets/{stem}.{hashlib.sha256(self.asset(name)).hexdigest()[:8]}.{suffix}"


def site_styles(settings: Settings) -> Styles:
    """The style sheets of a site as they are now."""
    return Templates((settings.template_folder, engine_templates()), {}, settings.root).styles


REMARK = re.compile(rb"^[ \t]*//.*\n", re.M)
"""A line of a script that is for its editors alone."""
HINTS = {
    "TPL001": "Mend the tag on this line; every `{% … %}` and `{{ … }}` must be closed.",
    "TPL002": "Check the spelling; docs/templates.md lists what a template may ask.",
    "TPL003": "Check the name; it is written from templates/, as in `components/notice.html`.",
    "TPL004": "Look at this line of the template and at the page that it renders.",
    "TPL005": "Call it with the arguments that it takes.",
}


def _sentence(text: str | None) -> str:
    text = re.sub(r"(?<!\w)'([^']+)'(?!\w)", r"`\1`", text or "The template cannot be read").strip()
    return text if text.endswith((".", "?")) else f"{text[:1].upper()}{text[1:]}."

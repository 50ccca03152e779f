"""Social cards: the picture that other programs show beside a link to a page. Its title, topic, drawing and clinic."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import asdict, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinicsite.model.address import slugify
from clinicsite.model.frozen import frozen
from clinicsite.model.kinds import Person
from clinicsite.render import lettering, line_drawing
from clinicsite.render import png as png_files
from clinicsite.render import sketch as sketches
from clinicsite.render.lettering import LEADING, drawable, reach, set_in, write
from clinicsite.render.png import Strip, png_of, strip
from clinicsite.render.sketch import fitted, masks, sketch
from clinicsite.render.store import key_of
from clinicsite.render.typography import smarten

if TYPE_CHECKING:
    from PIL.Image import Image

    from clinicsite.model.page import Page
    from clinicsite.render.view import View

WIDTH, HEIGHT = 1200, 630
"""What the networks ask for, in pixels."""

EDGE, LEFT, RIGHT, FLOOR = 128, 184, 1136, 536
MARK = (48, 84)
MOTIF = (384, 452)
LINE, STROKE = 2, 2.5
SOFT = 190
"""How dark quiet text is, of 255."""

TOKENS = "assets/css/tokens.css"
COLOURS = {"paper": "#faf7f1", "ink": "#15202b", "noon": "#f6e9c8"}
"""Where the tokens name none."""

DARK = frozenset({"evening", "night"})


@frozen(slots=True)
class Card:
    """All that a card is drawn from. It travels as the name of a need. Drawings are paths under content/ with the
    digest of their file; the colours are as in `#faf7f1`."""

    title: str
    topic: str
    clinic: str
    motif: str
    motif_digest: str
    mark: str
    mark_digest: str
    paper: str
    ink: str
    light: str

    @property
    def name(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @staticmethod
    @lru_cache(maxsize=20_000)
    def named(name: str) -> Card:
        return Card(**json.loads(name))

    @property
    def key(self) -> str:
        """Titles alone differ in cards of one motif, so the paths of the drawings do not count, only what they hold."""
        return _key(self, artist())

    @property
    def path(self) -> str:
        """`media/first-24-hours-card.1a2b3c4d.png`, by the title."""
        return f"media/{slugify(self.title)[:60].strip('-') or 'page'}-card.{self.key[:8]}.png"


@lru_cache(maxsize=20_000)
def _key(card: Card, by: str) -> str:
    return key_of("card", by, *(getattr(card, field.name) for field in fields(card) if field.name not in ("motif", "mark")))


@cache
def artist() -> str:
    """What draws: Pillow, the typeface and our code. A card that another one drew is drawn again."""
    from PIL import __version__

    files = (__file__, lettering.__file__, line_drawing.__file__, png_files.__file__, sketches.__file__)
    own = b"".join(Path(str(file)).read_bytes() for file in files)
    return f"{__version__} {hashlib.sha256(own + lettering.letters()).hexdigest()[:16]}"


def card_of(view: View, page: Page) -> Card:
    """The card of a page, in the colours of the site's own tokens. Asking has it drawn and published."""
    clinic = view.clinic
    colours = {**COLOURS, **_tokens(view.template_text(TOKENS))}
    sky = getattr(page.meta, "sky", "noon")
    motif, motif_digest = _drawing(view, _motif(view, page))
    mark, mark_digest = _drawing(view, (clinic.mark or "", ""))
    card = Card(
        title=smarten(page.meta.full_name if isinstance(page.meta, Person) else page.title), topic=smarten(_topic(view, page)),
        clinic=smarten(clinic.name), motif=motif, motif_digest=motif_digest, mark=mark, mark_digest=mark_digest,
        paper=colours["paper"], ink=colours["ink"],
        light=colours.get("dusk" if sky in DARK else sky, colours["noon"]),
    )
    view.record("card", card.name)
    return card


def _tokens(css: str) -> dict[str, str]:
    """The first value of each token that is a colour of six digits: that of the light scheme."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\b", css):
        found.setdefault(name, value.lower())
    return found


def _topic(view: View, page: Page) -> str:
    if isinstance(page.meta, Person):
        role = page.meta.role
        return view.gettext("%(role)s (sample)") % {"role": role} if page.meta.sample else role
    above = view.topic(page) or view.section(page)
    return above.title if above and above.id != page.id else ""


def _motif(view: View, page: Page) -> tuple[str, str]:
    """The drawing of the page, else that of its topic or section, with the file that names it."""
    above = (page, view.topic(page), view.section(page))
    for each in above:
        if each is None:
            continue
        for path in (each.meta.image, getattr(each.meta, "hero", None)):
            if path and path.lower().endswith(".svg"):
                return path, each.source.path
    return "", ""


def _drawing(view: View, named: tuple[str, str]) -> tuple[str, str]:
    """The path and digest of a drawing that we can draw; neither where it holds what we cannot."""
    path, source = named
    if not path:
        return "", ""
    file, text = view.drawing_file(path, source)
    try:
        _sketch(text)
    except ValueError:
        return "", ""
    return file.path, file.digest


_sketch = lru_cache(maxsize=64)(sketch)


def draw(card: Card, content: Path) -> bytes:
    """The card as a PNG with a palette of sixteen steps from paper to light by sixteen from there to ink.

    `content` is the folder that the drawings lie in. Raises OSError where one is gone.
    """
    shared = _text(content, card.mark), _text(content, card.motif), _signed(card)
    blank, light, room = _blank(*shared)
    lines = _title(card, room)
    top = max(0, min((line.base - reach(line.text, line.size)[0] for line in lines), default=0))
    foot = min(HEIGHT, max((line.base + reach(line.text, line.size)[1] for line in lines), default=0))
    ink = blank.crop((0, top, WIDTH, foot))
    for line in lines:
        write(ink, (line.left, line.base - top), line.text, line.level, line.size)
    strips = (_above(shared, top), _packed(ink, light.crop((0, top, WIDTH, foot))), _below(shared, foot))
    return png_of(WIDTH, HEIGHT, _palette(card.paper, card.light, card.ink), strips)


@lru_cache(maxsize=64)
def _above(shared: tuple[str, str, str], top: int) -> Strip:
    """What stands above the words of all cards that have these drawings and this clinic, down to a row."""
    return _packed(*(sheet.crop((0, 0, WIDTH, top)) for sheet in _blank(*shared)[:2]))


@lru_cache(maxsize=256)
def _below(shared: tuple[str, str, str], foot: int) -> Strip:
    return _packed(*(sheet.crop((0, foot, WIDTH, HEIGHT)) for sheet in _blank(*shared)[:2]))


def _packed(ink: Image, light: Image) -> Strip:
    from PIL import Image, ImageChops

    rows = Image.new("L", (WIDTH + 1, ink.height))
    rows.paste(ImageChops.add(light, ink.point([level >> 4 for level in range(256)])), (1, 0))
    return strip(rows.tobytes(), 1, zlib.Z_RLE)


def _signed(card: Card) -> str:
    """The clinic's name as it stands at the foot; nothing where it stands in place of the title."""
    clinic = drawable(card.clinic)
    return "" if (drawable(card.title) or clinic) == clinic else clinic


@lru_cache(maxsize=8)
def _blank(mark: str, motif: str, clinic: str) -> tuple[Image, Image, int]:
    """What cards of the same drawings and clinic share: their ink, their light in sixteen steps, and how far to the right
    there is room for words."""
    from PIL import Image, ImageDraw

    ink, light = Image.new("L", (WIDTH, HEIGHT)), Image.new("L", (WIDTH, HEIGHT))
    top = _draw_mark(mark, ink, light)
    ImageDraw.Draw(light).rectangle((0, top, EDGE - 1, HEIGHT), fill=255)
    pen = ImageDraw.Draw(ink)
    pen.rectangle((EDGE, top, EDGE + LINE - 1, HEIGHT), fill=255)
    pen.rectangle((EDGE, FLOOR, WIDTH, FLOOR + LINE - 1), fill=255)
    room = _draw_motif(motif, ink, light)
    if clinic:
        setting = set_in(clinic, RIGHT - LEFT, 44, 34, 20)
        write(ink, (LEFT, FLOOR + 56), setting.lines[0], 255, setting.size)
    return ink, light.point([level & 0xF0 for level in range(256)]), room


def _draw_mark(mark: str, ink: Image, light: Image) -> int:
    """The mark above the line, which grows out of it; gives the height at which the line starts."""
    if not mark:
        return 0
    top = 36
    width, height = fitted(_sketch(mark), *MARK)
    _paste(mark, (width, height), (EDGE + 1 - width // 2, top), ink, light, LINE)
    return top + height


def _draw_motif(text: str, ink: Image, light: Image) -> int:
    """The drawing, standing on the floor; gives how far to the right there is room for words.

    The ground of a drawing is one unit above the foot of its view box.
    """
    if not text:
        return RIGHT
    width, height = fitted(_sketch(text), *MOTIF)
    ground = round(height / _sketch(text).box[3])
    _paste(text, (width, height), (RIGHT - width, FLOOR + ground - height), ink, light, STROKE)
    return RIGHT - max(width, 240) - 56


def _paste(text: str, size: tuple[int, int], at: tuple[int, int], ink: Image, light: Image, stroke: float) -> None:
    from PIL import ImageChops

    margin = 4
    for sheet, mask in zip((ink, light), _masks(text, size, stroke, margin)):
        left, top = at[0] - margin, at[1] - margin
        box = (max(0, left), max(0, top), min(WIDTH, left + mask.width), min(HEIGHT, top + mask.height))
        part = mask.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        sheet.paste(ImageChops.lighter(sheet.crop(box), part), box[:2])


@lru_cache(maxsize=64)
def _masks(text: str, size: tuple[int, int], stroke: float, margin: int) -> tuple[Image, Image]:
    return masks(_sketch(text), size, stroke, margin)


def _text(content: Path, path: str) -> str:
    """The text of a drawing; nothing where a card has none."""
    return (content / path).read_text("utf-8", errors="replace") if path else ""


class Line(NamedTuple):
    """Words that are to be written: where, how dark and how large."""

    text: str
    left: int
    base: int
    level: int
    size: int


def _title(card: Card, room: int) -> list[Line]:
    """The title under its topic; the clinic's name in place of a title that cannot be set."""
    lines: list[Line] = []
    title, topic = drawable(card.title), drawable(card.topic)
    if not title:
        title, topic = drawable(card.clinic), ""
    down = 104
    if topic:
        lines.append(Line(set_in(topic, room - LEFT, 44, 36, 24).lines[0], LEFT, down, SOFT, 36))
        down += 22
    if title:
        setting = set_in(title, room - LEFT, FLOOR - 36 - down, 112, 40)
        for n, line in enumerate(setting.lines):
            base = down + round(setting.size * (0.78 + n * LEADING))
            lines.append(Line(line, LEFT - round(setting.size * 0.03), base, 255, setting.size))
    return lines


@lru_cache(maxsize=16)
def _palette(*colours: str) -> bytes:
    paper, light, ink = (tuple(bytes.fromhex(colour[1:])) for colour in colours)
    return bytes(
        level
        for lit in range(16) for inked in range(16)
        for level in _mixed(_mixed(paper, light, lit / 15), ink, inked / 15)
    )


def _mixed(first: tuple[int, ...], second: tuple[int, ...], part: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * part) for a, b in zip(first, second))

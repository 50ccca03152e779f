"""The edge: data turned into the true classes and paths of the line that runs down every page.

Pure functions. A class `n7` says that a cell of the line holds seven marks, or that a part of the contents is seven units
long; `dawn` to `night` name the light of an hour. The style sheet defines n1 to n24.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clinicsite.model.frozen import frozen
from clinicsite.model.home import Hours, Moment
from clinicsite.model.meta import Sky
from clinicsite.model.places import Day, Span

MOST_MARKS = 24
SHORTEST, LONGEST = 1, MOST_MARKS
DAY = 24 * 60

LIGHT: tuple[tuple[int, Sky], ...] = (
    (0, "night"),
    (6 * 60, "dawn"),
    (8 * 60, "morning"),
    (12 * 60, "noon"),
    (15 * 60, "late"),
    (18 * 60, "dusk"),
    (20 * 60, "evening"),
    (DAY, "night"),
)
"""The minute of the day at which each light begins."""

READING: tuple[Sky, ...] = ("dawn", "morning", "noon", "late", "dusk", "evening")
"""The lights an article passes through, from its first word to its last."""


@frozen(slots=True)
class Part:
    """A part of a text on the line: where it starts, in seconds, and the classes that draw it."""

    id: str
    text: str
    start: int
    weight: int
    marks: int
    sky: Sky

    @property
    def classes(self) -> str:
        return f"n{self.weight} {self.sky}"


@frozen(slots=True)
class Stretch:
    """A piece of a bar in one light, in units of the bar's own width."""

    sky: Sky
    path: str


@frozen(slots=True)
class Bar:
    """A day's open hours as SVG paths in a box `width` by `height`: patches of light, and one outline with its marks."""

    width: int
    height: int
    stretches: tuple[Stretch, ...]
    outline: str


@frozen(slots=True)
class Cell:
    """A cell of the to-scale day. `drip` is the path of the drip in a box 10 wide and `minutes` high, or empty."""

    hours: int
    sky: Sky
    label: str
    drip: str

    @property
    def minutes(self) -> int:
        return self.hours * 60


def marks(count: float) -> int:
    """A number of marks that the line can show: at least 1, at most 24."""
    return min(MOST_MARKS, max(1, round(count)))


def sky_of(minute: int) -> Sky:
    """The light at a minute of the day, counted from midnight; later days repeat the first."""
    return next(sky for start, sky in reversed(LIGHT) if start <= minute % DAY)


def sky_between(start: int, total: int) -> Sky:
    """The light of a text at `start` of `total` seconds: dawn at the first word, evening at the last."""
    if total <= 0:
        return READING[0]
    place = min(max(start, 0), total) * len(READING) // total
    return READING[min(place, len(READING) - 1)]


def lengths(seconds: Sequence[int]) -> tuple[int, ...]:
    """Lengths between 1 and 24 in proportion to `seconds`, of which the longest gets 24. None is ever zero."""
    longest = max(seconds, default=0)
    if longest <= 0:
        return (SHORTEST,) * len(seconds)
    return tuple(max(SHORTEST, round(LONGEST * length / longest)) for length in seconds)


def unit_of(longest: int, units: Iterable[int]) -> int:
    """The smallest of `units` in which `longest` takes no more marks than a cell can hold, else the largest."""
    choices = sorted(units)
    return next((unit for unit in choices if longest <= unit * MOST_MARKS), choices[-1])


def reading_unit(seconds: Iterable[int]) -> int:
    """How many seconds a mark of the contents stands for: 10, or more where a part is long."""
    return unit_of(max(seconds, default=0), (10, 20, 30, 60))


def parts(entries: Sequence[tuple[str, str, int, int]], total: int) -> tuple[Part, ...]:
    """The parts of a text, from `(id, text, start, seconds)` in reading order and the whole text's seconds."""
    durations = [seconds for *_, seconds in entries]
    unit = reading_unit(durations)
    return tuple(
        Part(id, text, start, weight, marks(seconds / unit), sky_between(start, total))
        for (id, text, start, seconds), weight in zip(entries, lengths(durations), strict=True)
    )


def day_marks(minutes: Sequence[int]) -> tuple[int, tuple[int, ...]]:
    """The unit in minutes, and the marks each moment carries until the next; the last carries one.

    The unit divides every gap, so that each mark is true; where none does that a cell can hold, it is 0 and the cells
    carry one mark each. Moments past midnight go on counting: give 1,500 for one in the morning of the next day.
    """
    gaps = [later - earlier for earlier, later in zip(minutes, minutes[1:])]
    fits = [unit for unit in (60, 30, 15, 10, 5) if all(0 < gap <= unit * MOST_MARKS and gap % unit == 0 for gap in gaps)]
    unit = fits[0] if fits and gaps else 0
    return unit, (*(gap // unit if unit else 1 for gap in gaps), 1) if minutes else ()


def in_light(start: int, end: int) -> tuple[tuple[Sky, int, int], ...]:
    """A stretch of one day cut where the light changes: `(sky, start, end)` in minutes after midnight."""
    edges = [start, *(minute for minute, _ in LIGHT if start < minute < end), end]
    return tuple((sky_of(a), a, b) for a, b in zip(edges, edges[1:]) if a < b)


def week_scale(days: Iterable[Day]) -> tuple[int, int]:
    """First and last minute of the axis of a week: whole hours, with an hour to spare on either side; 8 to 18 if all closed."""
    spans = [span.minutes for day in days for span in day.spans]
    if not spans:
        return 8 * 60, 18 * 60
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return max(0, first // 60 * 60 - 60), min(DAY, -(-last // 60) * 60 + 60)


def bar(spans: Sequence[Span], scale: tuple[int, int], height: int = 16) -> Bar:
    """The open hours of a day as a bar on the axis `scale`, one unit a minute. Its marks are hours."""
    first, last = scale
    stretches, outline = [], []
    for start, end in (span.minutes for span in spans):
        for sky, a, b in in_light(start, end):
            stretches.append(Stretch(sky, f"M{a - first} 0H{b - first}V{height}H{a - first}z"))
        outline.append(f"M{start - first} 0V{height}H{end - first}V0")
        hours = range(start // 60 * 60 + 60, end, 60)
        outline.extend(f"M{hour - first} {height * 5 // 8}V{height}" for hour in hours)
    return Bar(last - first, height, tuple(stretches), "".join(outline))


def scale_of(cells: Sequence[Hours], day: Sequence[Moment]) -> tuple[Cell, ...]:
    """The to-scale day. It starts at the whole hour of the day's first moment; the drip lasts from the moment that is
    drawn `deep` to the one after it, so that the bar is as long as the drip."""
    times = running([moment.at for moment in day])
    clock = times[0] // 60 * 60 if times else 0
    drip = next(((times[i], times[i + 1]) for i, moment in enumerate(day[:-1]) if moment.deep), None)
    drawn = []
    for cell in cells:
        path = _overlap(drip, clock, clock + cell.hours * 60) if cell.drip and drip else ""
        drawn.append(Cell(cell.hours, cell.sky, cell.label or "", path))
        clock += cell.hours * 60
    return tuple(drawn)


def running(clocks: Sequence[str]) -> tuple[int, ...]:
    """Clock times as minutes that never run backwards: `22:00`, `6:00` -> 1320, 1800."""
    minutes: list[int] = []
    for text in clocks:
        hours, _, rest = text.partition(":")
        minute = int(hours) * 60 + int(rest)
        while minutes and minute < minutes[-1]:
            minute += DAY
        minutes.append(minute)
    return tuple(minutes)


def _overlap(stretch: tuple[int, int], start: int, end: int) -> str:
    a, b = max(stretch[0], start), min(stretch[1], end)
    return f"M0 {a - start}H10V{b - start}H0z" if a < b else ""

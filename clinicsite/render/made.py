"""Files that are drawn or encoded for pages: prints of photos and social cards, each made once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from clinicsite.model.frozen import frozen
from clinicsite.model.output import Need, Output
from clinicsite.render.darkroom import NotDeveloped, developed
from clinicsite.render.prints import Print, Shot, prints_of
from clinicsite.render.social_cards import Card, draw
from clinicsite.render.store import Store

Share = Callable[[Sequence[Callable[[], Output]], int], list[Output]]
WORTH_SHARING = 8
"""So many cards take longer to draw than another process to start."""


@frozen()
class Made:
    """Files for the output folder, the paths of those that lie there already, and the keys of all in the store."""

    outputs: tuple[Output, ...]
    kept: tuple[str, ...]
    keys: frozenset[str]


def one_by_one(tasks: Sequence[Callable[[], Output]], least: int) -> list[Output]:
    return [task() for task in tasks]


def make(
    needs: Iterable[Need], content: Path, store: Store, current: Callable[[str], bool], share: Share = one_by_one
) -> Made:
    """What the `picture` and `card` needs of all pages ask for. `current` says of a path that its file is there, whole;
    `share` does tasks, at once where there are many.

    Raises NotDeveloped where a photo or drawing is no longer what it was when the pages were made.
    """
    wanted = {(need.kind, need.name) for need in needs if need.kind in ("picture", "card")}
    prints = {each.path: each for kind, name in wanted if kind == "picture" for each in prints_of(Shot.named(name))}
    cards = {card.path: card for kind, name in wanted if kind == "card" for card in (Card.named(name),)}
    everything: Mapping[str, Print | Card] = {**prints, **cards}
    kept = tuple(path for path in sorted(everything) if current(path))
    missing = [prints[path] for path in sorted(prints.keys() - set(kept))]
    outputs = [_output(each.path, data) for each, data in developed(missing, content, store)]
    outputs += share([partial(_drawn, cards[path], content, store) for path in sorted(cards.keys() - set(kept))], WORTH_SHARING)
    return Made(tuple(outputs), kept, frozenset(each.key for each in everything.values()))


def _drawn(card: Card, content: Path, store: Store) -> Output:
    return _output(card.path, _card(card, content, store))


def _card(card: Card, content: Path, store: Store) -> bytes:
    data = store.get(card.key)
    if data is None:
        for path, digest in ((card.motif, card.motif_digest), (card.mark, card.mark_digest)):
            if path and _digest(content / path) != digest:
                raise NotDeveloped(path)
        data = draw(card, content)
        store.keep(card.key, data)
    return data


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _output(path: str, data: bytes) -> Output:
    return Output(path, data, hashlib.sha256(data).hexdigest(), ())

"""A file of the site that can be rendered: its path and the function that makes its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH

if TYPE_CHECKING:
    from clinicsite.render.view import View


@frozen(slots=True)
class Job:
    """`path` is relative to site/; `made_from` is the source or template named in messages; `lang` is its language."""

    path: str
    made_from: str
    render: Callable[[View], bytes]
    lang: str = ENGLISH.code

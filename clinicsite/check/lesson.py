"""What a rule's docstring teaches: its sentence, the reason, and one example of each kind."""

from __future__ import annotations

import inspect
import re
from typing import Protocol

from clinicsite.model.frozen import frozen

EXAMPLE = re.compile(r"^(Bad|Good):\n((?:(?: {4}.*)?(?:\n|\Z))+)", re.M)


class Taught(Protocol):
    """A rule, of whatever desk."""

    @property
    def code(self) -> str: ...

    @property
    def docstring(self) -> str: ...


@frozen(slots=True)
class Lesson:
    """The parts of a docstring. The examples are texts as a writer would save them."""

    sentence: str
    why: str
    bad: str
    good: str


def lesson(rule: Taught) -> Lesson:
    """Take a rule's docstring apart.

    Raises ValueError when it has no reason or lacks one of the two examples.
    """
    text = inspect.cleandoc(rule.docstring)
    examples = {match[1]: _dedent(match[2]) for match in EXAMPLE.finditer(text)}
    sentence, _, rest = EXAMPLE.sub("", text).strip().partition("\n\n")
    if not rest.strip() or set(examples) != {"Bad", "Good"}:
        raise ValueError(f"{rule.code} needs a sentence, a reason, `Bad:` and `Good:` in its docstring.")
    return Lesson(" ".join(sentence.split()), rest.strip(), examples["Bad"], examples["Good"])


def _dedent(block: str) -> str:
    return "\n".join(line[4:] for line in block.strip("\n").split("\n")) + "\n"


SIGNS = {"⇥": "\t", "␣": " ", "⍽": "\u00a0"}
"""Signs that stand in examples for characters that nobody sees."""


def typed(example: str) -> str:
    """An example as it would be typed, with the unseen characters that its signs stand for."""
    for sign, character in SIGNS.items():
        example = example.replace(sign, character)
    return example

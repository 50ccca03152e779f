"""The claims desk's rules as documents: `python -m clinicsite.claims.reference docs` writes docs/rules/, and `check --explain`
prints one rule's part of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from clinicsite.check.lesson import lesson
from clinicsite.claims.families import FAMILIES
from clinicsite.claims.rule import ClaimRule

FOLDER = "rules"
INTRO = """\
# The rules of the claims desk

The claims desk reads every page of a site, and any other text you give it, and judges what the words promise, prove, hide
and leave out. It knows words and grammar, not truth: a person still reads every page.

An **error** stops the build. A **warning** should be mended; `--strict` makes it an error. A **note** is a hint. Most rules
can be [waived](../writing.md#waivers) for a while, with a reason and a name. A few cannot.

`check --explain EFF-01` prints a rule's part of these pages. They are written by
`python -m clinicsite.claims.reference docs` from the rules themselves, and a test tries every example.
"""
RESCUES: Mapping[str, str] = {
    "negated": "the sentence denies it",
    "asked": "it is a question, and the answer is not yes",
    "reported": "the words are somebody else's, such as an ad's, and are talked about",
    "hedged": "the clause says that it is not sure",
    "cited": "the sentence cites a source, as in `[@murrough2013]`",
    "history": "the sentence is about the past",
    "another": "somebody or something else than the treatment is said to help",
    "unranked": "the words praise a helper, such as a friend, and rank nobody",
    "animal": "the sentence is about animals",
    "limited": "the paragraph says how little is known",
}
"""What can make the words of a sentence harmless: see `clinicsite.language.grammar`."""


def title_of(family: ModuleType) -> str:
    """A family's name, from the first line of its module."""
    return (family.__doc__ or "").strip().partition(":")[0]


def page_of(family: ModuleType) -> str:
    """The file of a family's page under docs/."""
    return f"{FOLDER}/{family.__name__.rpartition('.')[2]}.md"


def rules() -> Mapping[str, tuple[ClaimRule, ModuleType]]:
    """Every rule by code, with its family."""
    return {rule.code: (rule, family) for family in FAMILIES for rule in family.RULES}


def explained(code: str) -> str:
    """A rule's part of the reference; empty when there is no such rule."""
    known = rules().get(code.upper())
    return _section(known[0]) if known else ""


def documents() -> dict[str, str]:
    """Every page of docs/rules/ by its file under docs/."""
    pages = {page_of(family): _page(family) for family in FAMILIES}
    return {f"{FOLDER}/README.md": _index(), **pages}


def _index() -> str:
    parts = [INTRO]
    for family in FAMILIES:
        parts.append(f"## [{title_of(family)}]({page_of(family).rpartition('/')[2]})\n\n{_about(family)}\n")
        parts.append(_table(family, page_of(family).rpartition("/")[2]))
    return "\n".join(parts)


def _page(family: ModuleType) -> str:
    parts = [f"# {title_of(family)}\n\n{_about(family)}\n", _table(family, ""), *(_section(rule) for rule in family.RULES)]
    return "\n".join(parts)


def _about(family: ModuleType) -> str:
    words = (family.__doc__ or "").strip().partition(":")[2].strip()
    return words[:1].upper() + words[1:]


def _table(family: ModuleType, page: str) -> str:
    rows = [
        f"| [{rule.code}]({page}#{rule.code.lower()}) | {rule.severity} | {lesson(rule).sentence} |" for rule in family.RULES
    ]
    return "\n".join(("| Code | | What is wrong |", "|---|---|---|", *rows, ""))


def _section(rule: ClaimRule) -> str:
    taught = lesson(rule)
    parts = [f"## {rule.code}", f"**{rule.severity.capitalize()}.** {taught.sentence}", taught.why]
    parts += ["Bad:", f"```text\n{taught.bad}```", "Good:", f"```text\n{taught.good}```"]
    if passing := list(_passing(rule)):
        parts.append("Such words pass where\n\n" + "\n".join(f"- {reason}" for reason in passing))
    parts.append("It can be waived, with a reason." if rule.waivable else "It cannot be waived.")
    return "\n\n".join(parts) + "\n"


def _passing(rule: ClaimRule) -> Iterator[str]:
    yield from (words for name, words in RESCUES.items() if name in rule.rescued_by)
    if rule.settled:
        yield "the page as a whole says what makes them harmless"


def write(folder: Path) -> None:
    """Write docs/rules/ under `folder`, and remove pages of families that are gone."""
    pages = documents()
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for path in (folder / FOLDER).glob("*.md"):
        if f"{FOLDER}/{path.name}" not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

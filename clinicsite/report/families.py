"""What is found, by families in plain words: a table of counts, and one sentence for people who do not know the codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from clinicsite.model.diagnostic import Diagnostic, Severity

FAMILIES: Mapping[str, tuple[str, str]] = {
    "REG": ("Approval and status", "says more about approval than is true, or too little"),
    "EFF": ("Benefit", "promises more than trials have shown"),
    "SAF": ("Risks and safety", "plays down risks or leaves out what keeps readers safe"),
    "CRI": ("Suicide and crisis", "speaks of suicide without care, or lacks crisis help"),
    "LANG": ("Words about people", "uses words that judge or press people"),
    "READ": ("Reading ease", "is hard to read"),
    "CIT": ("Sources", "does not show what it rests on"),
    "REV": ("Medical review", "has no medical review that holds"),
    "TES": ("Testimonials", "lets patients’ stories make the case"),
    "CRED": ("Credentials", "boasts of what no reader can check"),
    "DISC": ("Disclaimer", "does not say that it is no medical advice"),
    "PRI": ("Privacy and forms", "gives away what visitors do or type"),
    "LEG": ("Prices and notices", "leaves out what belongs beside a price"),
    "CTA": ("Next steps", "puts booking beside crisis help"),
    "LIVE": ("Going live", "holds what must not go live"),
    "WAI": ("Waivers", "waives what it may not waive"),
}
"""Families of codes such as `EFF-03`: the name, and what a page with such an error does."""
OTHERS = ("Everything else", "has faults in how it is written down")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
TOLD = 3
"""The most families that the sentence names."""
CODE = re.compile(r"([A-Z]+)-\d\d\Z")


def family_of(code: str) -> tuple[str, str]:
    """A code's family: its name and what it says of a page."""
    match = CODE.match(code)
    return FAMILIES.get(match[1], OTHERS) if match else OTHERS


def counts(found: Iterable[Diagnostic]) -> list[tuple[str, dict[Severity, int]]]:
    """The families in which something was found, the most errors first, with how many of each severity."""
    counted = Counter((family_of(d.code)[0], d.severity) for d in found)
    names = dict.fromkeys([name for name, _ in (*FAMILIES.values(), OTHERS)])
    table = [(name, {severity: counted[name, severity] for severity in SEVERITIES}) for name in names]
    full = [row for row in table if any(row[1].values())]
    return sorted(full, key=lambda row: [-row[1][severity] for severity in SEVERITIES])


def table(found: Sequence[Diagnostic]) -> str:
    """The counts as lines of a table; empty when nothing was found."""
    rows = counts(found)
    if not rows:
        return ""
    wide = max(len(name) for name, _ in rows)
    lines = [f"{'':<{wide}}  errors  warnings  notes"]
    for name, row in rows:
        lines.append(f"{name:<{wide}}  {row['error'] or '-':>6}  {row['warning'] or '-':>8}  {row['note'] or '-':>5}")
    return "\n".join(lines)


def sentence(found: Sequence[Diagnostic], documents: int) -> str:
    """What was found, for somebody who knows no codes: `14 errors: this page promises more than trials have shown.`"""
    severity = next((s for s in SEVERITIES if any(d.severity == s for d in found)), None)
    if severity is None:
        return "Nothing was found. A person should still read it." if documents == 1 else "Nothing was found. A person should still read them."
    worst = [d for d in found if d.severity == severity]
    said = [words for words, _ in Counter(family_of(d.code)[1] for d in worst).most_common()]
    told = said[:TOLD] + (["more"] if len(said) > TOLD else [])
    listed = told[0] if len(told) == 1 else "; ".join(told[:-1]) + "; and " + told[-1]
    who = "this page" if documents == 1 else "at least one page"
    return f"{len(worst)} {severity}{'' if len(worst) == 1 else 's'}: {who} {listed}."

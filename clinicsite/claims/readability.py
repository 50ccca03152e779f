"""Readability: how hard a page is, and words that nobody explains. A signal, never a score to chase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clinicsite.claims.rule import ClaimRule, Found, page_rule, passage_rule
from clinicsite.language.passage import Passage, Prose
from clinicsite.language.readability import FEWEST_WORDS, READ, REFERENCE, hardest, read_sentences, reading_of
from clinicsite.language.words import spoken_words
from clinicsite.model.diagnostic import Diagnostic

GRADE, HARD_GRADE = 8.0, 10.0
LONGEST_SENTENCE, LONGEST_PARAGRAPH = 25, 3
JARGON = (
    "NMDA", "AMPA", "BDNF", "mTOR", "CRPS", "GABA", "synaptogenesis", "neurogenesis", "titrate", "titrated", "titration", "contraindication",
    "contraindications", "contraindicated", "ideation", "anhedonia", "emergence reaction", "emergence reactions", "pharmacokinetics", "bioavailability", "refractory",
    "comorbid", "comorbidity", "comorbidities", "adjunctive", "monotherapy", "hemodynamic", "nystagmus", "neuroplasticity", "dendritic", "prefrontal", "anxiolytic",
    "enantiomer", "enantiomers", "racemic", "parenteral", "sublingual", "etiology", "sequelae", "pathophysiology", "psychotomimetic", "dissociative", "cystitis",
)
GLOSS = re.compile(r"\A[”\"’]?\s*(?:\(|,? (?:or|that is|which|means|meaning|is the|is a|is an|are|is what|is when|, a |, an |, the )|: |, (?:a|an|the|which|one|part|short|meaning|when|where)\b)")


@page_rule("READ-01", "warning")
def hard_page(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A page is harder to read than grade 8.

    Grade 8 is the ceiling of the VA's audits and the NHS aims lower; a score is a signal only (VA readability; NHS, How we write).

    Bad:
        Before your first appointment, our office will ask for your previous medical records and a list of your medicines. A
        clinician will read them, examine you, and discuss with you what else is necessary. Please bring an identity card, and
        ask a responsible adult to take you home at the end of the visit. On the day itself, follow the written instructions
        about eating and drinking. Our nurses watch everybody during the infusion, and they write down blood pressure and oxygen
        at regular times. When it is over, you will rest in the recovery area until you can walk safely. We telephone you the
        next morning to hear about any problems. If something worries you before then, please contact the office.

    Good:
        Bring your records and a list of your medicines. A nurse sits with you. An adult takes you home.
    """
    if prose.audience == "clinician":
        return
    sentences = read_sentences(prose)
    reading = reading_of(sentences)
    if reading.words < FEWEST_WORDS or reading.grade <= GRADE:
        return
    worst = hardest(prose)
    places = ", ".join(str(s.passage.at(s.start).line) for s in worst)
    where = worst[0].passage.at(worst[0].start) if worst else prose.passages[0].at(0)
    severity = "error" if reading.grade > HARD_GRADE else None
    yield hard_page.finding(
        f"This page reads at grade {reading.grade:.1f}.", where,
        f"Shorten the hardest sentences first, in lines {places}: one idea each, and a plain word for each long one.",
        severity=severity,  # type: ignore[arg-type]
        words=worst[0].text if worst else "",
    )


@passage_rule("READ-02", "note")
def long_sentence(passage: Passage, prose: Prose) -> Iterator[Diagnostic]:
    """A sentence has more than 25 words, or a paragraph more than three sentences.

    Long sentences lose tired readers; 20 words are a good length (NHS, How we write).

    Bad:
        When you arrive, a nurse will greet you at the front desk, take you to a private room, check your blood pressure and
        oxygen level, and then go through the consent form with you line by line.

    Good:
        A nurse greets you at the front desk and takes you to your room.
    """
    if passage.kind not in READ or prose.audience == "clinician" or REFERENCE.search(passage.text):
        return
    for sentence in passage.sentences:
        words = sentence.spoken
        if len(words) > LONGEST_SENTENCE:
            yield long_sentence.finding(
                f"This sentence has {len(words)} words.", passage.at(sentence.start), "Make two or three sentences of it.", words=sentence.text,
            )
    if passage.kind == "paragraph" and len(passage.sentences) > LONGEST_PARAGRAPH:
        yield long_sentence.finding(
            f"This paragraph has {len(passage.sentences)} sentences.", passage.at(0), "Make two paragraphs of it.", words=passage.sentences[0].text,
        )


@page_rule("READ-03", "note")
def unexplained_term(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A medical word or abbreviation stands without a plain explanation where it first appears.

    The plain word comes first and the medical one after it, so that readers need not look anything up (NHS, How we write;
    VA health content).

    Bad:
        This process is called synaptogenesis.

    Good:
        Brain cells may make new connections (synaptogenesis).
    """
    if prose.audience == "clinician":
        return
    seen: set[str] = set()
    named = {word for term in JARGON for word in term.lower().split()[:1]}
    for passage in prose.body:
        if all(named.isdisjoint(sentence.features) for sentence in passage.sentences) or passage.kind in ("title", "button") or REFERENCE.search(passage.text):
            continue
        linked = {target.removeprefix("term:") for target, _ in passage.links if target.startswith("term:")}
        for match in _jargon().finditer(passage.text):
            term = match[0].lower()
            root = term.rstrip("s")
            if root in seen:
                continue
            seen.add(root)
            if not linked and not is_explained(passage.text, match.start(), match.end()):
                yield unexplained_term.finding(
                    f"“{match[0]}” stands here without a plain word for it.", passage.at(match.start()),
                    "Say it in plain words first, or link it to the glossary.", words=match[0],
                )


def is_explained(text: str, start: int, end: int) -> bool:
    """Whether a term stands in brackets after its plain words, is spelled out, or is explained right after."""
    before, after = text[:start].rstrip(), text[end:]
    if re.search(r"\([^)]*\Z", before) or re.search(r"[“\"][^”\"]*\Z", before):
        return True
    named = re.search(r"(?:called|known as)(?: an?| the)?\Z", before)
    if named:
        return len(spoken_words(before[: named.start()].rpartition(". ")[2])) > 4
    return bool(GLOSS.match(after))


@cache
def _jargon() -> re.Pattern[str]:
    plain = "|".join(sorted((re.escape(word) for word in JARGON), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{plain})(?![\w-])", re.I)




RULES: tuple[ClaimRule, ...] = (hard_page, long_sentence, unexplained_term)

"""Prices in prose and in tables: each is the one of the fees page, or a sum of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.facts.records import Records
from clinicsite.check.facts.statements import Statement
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.fees import Fee
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page

PRICE = re.compile(
    r"(?<![\w$])(?:US\s?)?\$\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?(?![\w,]*\d|\s?(?:million|billion|k\b))|"
    r"(?<![\w$.,])(\d[\d,]*)\s+dollars\b"
)
NOT_A_FEE = re.compile(
    r"\b(?:(?:other|most|many|some|any|local|nearby|these) (?:\w+ )?clinics|elsewhere|hospital\w*|insurers?|"
    r"Medicare|Medicaid|pharmac\w+|copay\w*|co-pay\w*|deductible|limit|bill|estimate is|above (?:it|the estimate)|disput\w+|"
    r"threshold|fines?|penalt\w+|tax(?:es)?|stud(?:y|ies)|trials?|survey|research|grant|reported|nationwide|national|average|"
    r"typical(?:ly)?|often|usually|range[sd]?|(?:may|can|could) (?:cost|charge)|used to|formerly|last year|example|save|saves|"
    r"off|discount|deposit|refund\w*|donat\w+|gift|parking|taxi|cab|hotel|Spravato|esketamine|TMS)\b",
    re.I,
)
"""Words of clauses whose dollars are not this clinic's fee."""
APART = re.compile(r"[;:—]|\.\s|,\s+(?:and|but|while|whereas|so|yet)\s|\s(?:but|while|whereas)\s")
TOTAL = re.compile(
    r"\b(?:comes? to|adds? up|total\w*|in all|all of it|altogether|together|sum|overall|whole|paid \$[\d,]+ with)\b", re.I
)
APPROXIMATE = re.compile(r"\b(?:about|around|roughly|approximately|nearly|almost|just (?:over|under))\s+\Z", re.I)
GENERAL = re.compile(
    r"\b(?:visits?|sessions?|treatments?|appointments?|infusions?|drips?|prices?|fees?|charges?|costs?)\b", re.I
)
NUMBERS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {"a": 1, "an": 1, "each": 1, "every": 1, "per": 1}  # fmt: skip
COUNT = re.compile(rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})[\s-]+(?:more\s+|such\s+)?\Z", re.I)
FOR = re.compile(r"\s+(?:for|per|an?|each|every)\s+(?:(?:\w+)\s+){0,2}", re.I)
ROUNDING = 0.1


@frozen(slots=True)
class Item:
    """A fee that a sentence names: how many of it, and where."""

    fee: Fee
    page: Page
    count: int
    start: int
    end: int


@rule("FACT-04", "statement")
def wrong_price(said: Statement, records: Records) -> Iterator[Diagnostic]:
    """A price in prose or in a table is not the one of the fees page.

    A patient who was told less has a case, and has planned with the wrong sum (FTC Act, section 5; 45 CFR 149.610). A
    price belongs to the fee that its clause names, by `item` or by one of `also`. Multiples and sums are worked out.
    Translations are held to the prices of the English text instead (LOC-02).

    Bad:
        One infusion is $450.

        -- content/pages/fees.md --
        ---
        fees: [{item: Infusion, time: 3 h, price: 475, includes: The drip.}]
        ---

    Good:
        One infusion is $475.

        -- content/pages/fees.md --
        ---
        fees: [{item: Infusion, time: 3 h, price: 475, includes: The drip.}]
        ---
    """
    if not records.fees or not said.in_english or ("$" not in said.text and "dollars" not in said.text):
        return
    found = _judge_row(said, records) if said.is_row else _judge_sentence(said, records)
    for wrong in found:
        told = f", which is ${wrong.right:,}" if wrong.right is not None else ""
        cure = f"${wrong.right:,}" if wrong.right is not None else "one of them"
        yield Diagnostic(
            "FACT-04", f"`{wrong.shown}` is not {wrong.what}{told}.", said.at(wrong.start),
            f"Write {cure}, or mend `price` in {wrong.page.source.file} and set `checked`.",
        )


@frozen(slots=True)
class Wrong:
    """A price that is not right, what it should be, and the page that says so."""

    start: int
    shown: str
    what: str
    page: Page
    right: int | None = None


def _judge_sentence(said: Statement, records: Records) -> Iterator[Wrong]:
    items = _items(said.text, records)
    prices = {fee.price for fee, _ in records.fees}
    unnamed = {fee.price for fee, _ in records.fees if all(item.fee is not fee for item in items)}
    is_sum = bool(TOTAL.search(said.text))
    whole = sum(item.fee.price * item.count for item in items)
    for match in PRICE.finditer(said.text):
        start, end = _clause(said.text, match)
        clause = said.text[start:end]
        price = _dollars(match)
        if NOT_A_FEE.search(clause) or "[@" in said.raw and not records.speaks_of_us(said.text):
            continue
        slack = ROUNDING * price if APPROXIMATE.search(said.text[: match.start()]) else 0
        if is_sum and items and (price == whole or price - whole in unnamed):
            continue
        inside = [item for item in items if start <= item.start < end] or _items_of_page(said, records)
        if inside:
            item = _item_of(match, inside, _prices_lead(match, inside, start))
            right = item.fee.price
            if not any(abs(price - wanted) <= slack for wanted in (right, right * item.count)):
                if is_sum and len(items) > 1:
                    yield Wrong(match.start(), match[0], "the sum of the fees that the sentence names", item.page, whole)
                else:
                    yield Wrong(match.start(), match[0], f"the price of `{item.fee.item}`", item.page, right)
        elif GENERAL.search(clause) and _is_ours(said, records) and not any(abs(price - known) <= slack for known in prices):
            yield Wrong(match.start(), match[0], "a price of the fees page", records.fees[0][1])


def _judge_row(said: Statement, records: Records) -> Iterator[Wrong]:
    """A table's row: a fee's price or a multiple of it, or the sum of the column above."""
    items = _items(said.text, records)
    counts = {1, *(int(cell) for cell in said.text.split("|") if cell.strip().isdigit() and len(cell.strip()) < 3)}
    for match in PRICE.finditer(said.text):
        price = _dollars(match)
        if items:
            item = items[0]
            if price not in {item.fee.price * n for n in (*counts, item.count)} and not NOT_A_FEE.search(said.text):
                yield Wrong(match.start(), match[0], f"the price of `{item.fee.item}`", item.page, item.fee.price)
        elif TOTAL.search(said.text):
            column = said.text[: match.start()].count("|")
            above = [_dollars(cell) for row in said.above if (cell := PRICE.search(_cell(row, column)))]
            if len(above) > 1 and price != sum(above) and any(_items(row, records) for row in said.above):
                yield Wrong(match.start(), match[0], "the sum of its column", records.fees[0][1], sum(above))


def _prices_lead(match: re.Match[str], items: list[Item], start: int) -> bool:
    """Whether a clause gives its prices before what they are for."""
    first = PRICE.search(match.string, start)
    return first is not None and first.start() < items[0].start


def _item_of(price: re.Match[str], items: list[Item], prices_lead: bool) -> Item:
    """The fee that a price is for: one joined to it by `for` or `per`, else the next one, or the last one before it."""
    before = [item for item in items if item.end <= price.start()]
    after = [item for item in items if item.start >= price.end()]
    if after and (FOR.fullmatch(price.string, price.end(), after[0].start) or prices_lead or not before):
        return after[0]
    return before[-1] if before else items[-1]


def _is_ours(said: Statement, records: Records) -> bool:
    return records.speaks_of_us(said.text) or said.page is not None and said.page.kind in ("treatment", "fees")


def _items_of_page(said: Statement, records: Records) -> list[Item]:
    """The fee that a treatment's page is about, where the sentence names none."""
    if said.page is None or said.page.kind != "treatment" or "term" in said.key:
        return []
    return _items(said.page.name.replace("-", " "), records)[-1:]


def _items(text: str, records: Records) -> list[Item]:
    """The fees that a text names, the longest name first where two overlap."""
    found: list[Item] = []
    for name, fee, page in _names(records):
        for match in name.finditer(text):
            if not any(item.start < match.end() and match.start() < item.end for item in found):
                count = COUNT.search(text[: match.start()])
                found.append(Item(fee, page, _number(count[1]) if count else 1, match.start(), match.end()))
    return sorted(found, key=lambda item: item.start)


def _names(records: Records) -> list[tuple[re.Pattern[str], Fee, Page]]:
    names = [(name, fee, page) for fee, page in records.fees for name in (fee.item, *fee.also)]
    names.sort(key=lambda row: -len(row[0]))
    return [(_pattern(name), fee, page) for name, fee, page in names]


def _pattern(name: str) -> re.Pattern[str]:
    words = re.split(r"[\s-]+", re.sub(r"s\Z", "", name))
    return re.compile(r"\b" + r"[\s-]*".join(map(re.escape, words)) + r"(?:s|es)?\b", re.I)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _dollars(match: re.Match[str]) -> int:
    """Whole dollars; cents that are not zero make a price that no record has."""
    whole = int((match[1] or match[3]).replace(",", ""))
    return whole if not match[2] or match[2] == "00" else -whole


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    start = max((apart.end() for apart in APART.finditer(text) if apart.end() <= match.start()), default=0)
    end = min((apart.start() for apart in APART.finditer(text) if apart.start() >= match.end()), default=len(text))
    return start, end


def _cell(row: str, column: int) -> str:
    cells = row.split("|")
    return cells[column] if column < len(cells) else ""


RULES: tuple[Rule, ...] = (wrong_price,)

"""Boilerplate: what website kits and agencies leave on the pages of their clients."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.near import find_near
from clinicsite.check.rule import Rule, rule
from clinicsite.check.visible import spoken
from clinicsite.model.diagnostic import Diagnostic

KITS = (
    "WordPress|Wix|Squarespace|Weebly|Webflow|Shopify|Drupal|Joomla|Ghost|GoDaddy|Duda|HubSpot|Elementor|Divi|Jekyll|Hugo|Blogger"
)
BOILERPLATE = re.compile(
    rf"\bjust another (?:{KITS}) (?:web)?site\b|\b(?:proudly )?powered by (?:{KITS})\b|\b(?:made|built|created) with (?:{KITS})\b"
    r"|\byour (?:\w+ ){1,3}clinic name\b"
    r"|\bhello world!|\bthis is an? (?:example|sample|demo) (?:page|post)\b"
    r"|\bwelcome to (?:our|the|my) (?:new )?(?:web ?site|home ?page)\b"
    r"|(?:©|\(c\)|\bcopyright)\s*(?:20XX|YYYY|\[?year\]?)(?!\w)[^\n.\"']{0,30}"
    r"|\b(?:page|site|web ?site|content) (?:is )?(?:coming soon|under construction)\b",
    re.I,
)
BOILERPLATE_WORDS = (
    "just another", "powered by", "made with", "built with", "created with", "clinic name", "hello world", "this is a", "welcome to",
    "©", "(c)", "copyright", "coming soon", "under construction",
)
_MADE = r"(?:designed|developed|built|created|made|hosted|managed|design|development|hosting|services)"
_NAME = r"[A-Z]\w+(?: [A-Z]\w+)*"
CREDIT = re.compile(
    rf"\bPowered by {_NAME}|\b(?:[Ww]eb ?[Ss]ite|[Ww]eb [Dd]esign|SEO|[Dd]igital [Mm]arketing)(?: (?:and|&) \w+| {_MADE})* by {_NAME}"
    rf"|\b[Ss]ite {_MADE}(?: (?:and|&) {_MADE})* by {_NAME}"
)
CREDIT_WORDS = ("powered by", "site", "web design", "webdesign", "seo", "digital marketing")


@rule("LIVE-09", "shown", "warning", going_live="error")
def left_by_others(text: Manuscript) -> Iterator[Diagnostic]:
    """A line is left over from a website kit or an agency.

    `Just another WordPress site`, `Powered by …` or a copyright of `20XX` speak of whoever made the site. A visitor of a
    clinic looks for who is responsible for the care.

    Bad:
        Powered by WordPress. © 20XX Bright Pixel Agency

    Good:
        © 2026 Juniper Row Ketamine Clinic
    """
    shown = spoken(text)
    matches = (*find_near(BOILERPLATE, BOILERPLATE_WORDS, shown), *find_near(CREDIT, CREDIT_WORDS, shown))
    found = sorted({(match.start(), match[0].strip()) for match in matches})
    last = -1
    for start, words in found:
        if start > last:
            last = start + len(words)
            yield Diagnostic(
                "LIVE-09", f"`{' '.join(words.split())}` is left over from whoever made a site.", text.at(start),
                "Take it out, or write what is true of this clinic.", severity="warning",
            )


RULES: tuple[Rule, ...] = (
    left_by_others,
)

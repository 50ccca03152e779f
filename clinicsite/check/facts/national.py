"""Numbers that are the same for everyone in the country: crisis lines, and federal offices that take complaints.

Each is as its operator publishes it: 988lifeline.org, veteranscrisisline.net, crisistextline.org, poisonhelp.org,
samhsa.gov, thehotline.org, mchb.hrsa.gov, cms.gov/nosurprises, hhs.gov/ocr and medicare.gov.
"""

from __future__ import annotations

CRISIS = {
    "8002221222": "Poison Help",
    "8006624357": "the SAMHSA National Helpline",
    "8007997233": "the National Domestic Violence Hotline",
    "8338526262": "the National Maternal Mental Health Hotline",
}
"""Toll-free lines that answer at any hour, by their ten digits."""
OFFICES = {
    "8009853059": "the No Surprises Help Desk",
    "8003681019": "the HHS Office for Civil Rights",
    "8005377697": "the HHS Office for Civil Rights (TDD)",
    "8776966775": "the Department of Health and Human Services",
    "8006334227": "Medicare",
    "8002738255": "the former number of the 988 Lifeline",
}
NATIONAL = {**CRISIS, **OFFICES}
DIALED = {
    "988": "the 988 Lifeline", "911": "emergency services", "211": "community services", "311": "the city",
    "411": "directory assistance", "511": "traffic", "611": "the phone company", "711": "relay service", "811": "utilities",
}
"""Three digits that can be dialed."""
TEXTED = {
    "838255": "the Veterans Crisis Line", "741741": "Crisis Text Line", "988": "the 988 Lifeline", "911": "emergency services",
}
"""Short numbers that take text messages."""
PRESSED = {"1": "Veterans", "2": "Spanish"}
"""What follows 988: 1 for veterans, 2 for Spanish."""

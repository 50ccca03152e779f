"""Phones, addresses, prices and crisis numbers: true in any spelling, and wrong with one digit changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.check.document import read_document
from clinicsite.check.facts.dialing import page_dials_another
from clinicsite.check.families import check_sources
from clinicsite.model.page import Source
from tests.check.facts.clinic import codes, judge, spots

DIGITS = "0123456789"


def with_another_digit(draw: st.DrawFn, text: str) -> str:
    """The text with one of its digits changed."""
    at = draw(st.sampled_from([n for n, sign in enumerate(text) if sign in DIGITS]))
    return text[:at] + draw(st.sampled_from(DIGITS.replace(text[at], ""))) + text[at + 1 :]


PHONES = {"Pueblo": "719-555-0142", "Columbia": "410-555-0118"}
SHAPES = ("{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "{} {} {}", "1-{}-{}-{}", "+1 {} {} {}", "{}–{}–{}", "**{}-{}-{}**")
CALLS = ("Call us at {}.", "Our number in {place} is {}, on working days.", "In {place}, phone {}.", "- {place}: {}", "Call {} any morning.")


@st.composite
def phone_sentences(draw: st.DrawFn) -> tuple[str, str]:
    place = draw(st.sampled_from(sorted(PHONES)))
    shape, sentence = draw(st.sampled_from(SHAPES)), draw(st.sampled_from(CALLS))
    right = shape.format(*PHONES[place].split("-"))
    lead = right.index(PHONES[place][0]) if not shape.startswith(("1", "+")) else right.index(PHONES[place][:3])
    wrong = right[:lead] + with_another_digit(draw, right[lead:])
    return sentence.format(right, place=place), sentence.format(wrong, place=place)


@settings(deadline=None)
@given(phone_sentences())
def test_a_phone_is_right_in_any_spelling_and_wrong_with_another_digit(pair):
    right, wrong = pair
    assert codes(right) == []
    assert codes(wrong) == ["FACT-01"], wrong


def test_a_wrong_phone_is_named_with_the_record_it_nearly_is():
    (found,) = judge("Text.\n\nPlease call us at **719-555-0124** today.")
    assert str(found.where) == "content/pages/example.md:7:21"
    assert found.message == "No record has the number `719-555-0124`: the phone of Pueblo is 719-555-0142."
    assert found.hint == "Write 719-555-0142, or mend content/locations/pueblo.md if the number is new."


@pytest.mark.parametrize(
    "text",
    [
        "Poison Help is 1-800-222-1222.",
        "Call your insurer at 303-555-0199 and ask.",
        "The pharmacy answers 719-555-0111.",
        "The federal help desk is [1-800-985-3059](tel:+18009853059).",
        "The trial is NCT 719-555-0101-22.",
        "A review (doi 10.1176/719-555-0124) says so.",
        "In code, `719-555-0124` stands for itself.",
        "Write your number, such as 303 555 0100.",
    ],
)
def test_a_number_of_somebody_else_is_left_alone(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Fax records to 719-555-0142.", "`719-555-0142` is the phone of Pueblo, not a fax."),
        ("Call us at 410-555-0163.", "`410-555-0163` is the fax of Columbia, not a phone."),
        ("Phone 719-555-0142, fax 410-555-0118.", "`410-555-0118` is the phone of Columbia, not a fax."),
        ("In Columbia, call 719-555-0142.", "`719-555-0142` is the phone of Pueblo, not of Columbia."),
        ("Call 719-555-0142 in Pueblo and 719-555-0142 in Columbia.", "`719-555-0142` is the phone of Pueblo, not of Columbia."),
        ("## Columbia\n\nThe desk has 719-555-0142.", "`719-555-0142` is the phone of Pueblo, not of Columbia."),
        ("Reach [us](tel:+17195550143).", "No record has the number `+17195550143`: the phone of Pueblo is 719-555-0142."),
    ],
)
def test_a_number_of_another_kind_or_place_is_found(text, message):
    assert [found.message for found in judge(text)] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "Pueblo 719-555-0142, Columbia 410-555-0118.",
        "The number is [719-555-0142](tel:+17195550142) in Pueblo and [410-555-0118](tel:+14105550118) in Columbia.",
        "Call 719-555-0142 or 410-555-0118, or write to us at 2140 North Poplar Street, Pueblo, CO 81003.",
        "Phone 719-555-0142, fax 719-555-0187.",
        "Fax or call us: 719-555-0187 (fax), 719-555-0142 (phone).",
        "Reach [us](tel:+17195550142).",
    ],
)
def test_numbers_beside_their_places_are_right(text):
    assert codes(text) == []


ADDRESSES = (
    "2140 North Poplar Street, Suite 120, Pueblo, CO 81003", "2140 N. Poplar St., Ste 120, Pueblo, Colorado 81003",
    "2140 N Poplar Street in Pueblo", "6011 Tamar Crossing, Suite 305, Columbia, MD 21044", "6011 Tamar Crossing in Columbia",
)  # fmt: skip
COME = ("Come to {}.", "Our clinic is at {}", "Write to the privacy officer, {}.", "We are at {} now.", "- {}")


@st.composite
def address_sentences(draw: st.DrawFn) -> tuple[str, str]:
    address, sentence = draw(st.sampled_from(ADDRESSES)), draw(st.sampled_from(COME))
    return sentence.format(address), sentence.format(with_another_digit(draw, address))


@settings(deadline=None)
@given(address_sentences())
def test_an_address_is_right_in_any_spelling_and_wrong_with_another_digit(pair):
    right, wrong = pair
    assert codes(right) == []
    assert codes(wrong) == ["FACT-02"], wrong


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We are at 2140 South Poplar Street.", "2140"),
        ("Come to 2140 North Popler Street.", "2140"),
        ("We are at 9 Quarry Lane.", "9"),
        ("We are at 6011 Tamar Crossing, Columbia, VA 21044.", "VA"),
        ("In Columbia, take the elevator to Suite 350.", "350"),
    ],
)
def test_another_street_state_or_suite_is_found_at_its_place(text, place):
    assert spots(text)[0] == ("FACT-02", place)


@pytest.mark.parametrize(
    "text",
    [
        "Park in the garage at 2100 North Poplar Street.",
        "Write to the Office for Civil Rights, 200 Independence Avenue SW, Washington, DC 20201.",
        "The stop is 300 feet away, on Poplar Street.",
        "The lot on Poplar Street has 24 spaces.",
        "It was 40 Minutes later.",
    ],
)
def test_other_streets_are_left_alone(text):
    assert codes(text) == []


PRICES = (
    "An infusion is $475.", "One infusion visit is $475 with all monitoring.", "The consultation is $275, and an infusion is $475.",
    "We charge $140 for a follow-up.", "Here, each visit costs $475.", "Six infusions come to $2,850 here.",
    "A consultation, six infusions and two follow-ups come to $3,405.", "A first call is $0, and the consultation is $275.",
    "You may stop after one, and then you have paid $750 with the consultation.", "Two infusions are $950.",
    "| Item | Number | Each | Total |\n|---|---|---|---|\n| Consultation | 1 | $275 | $275 |\n| Infusion | 6 | $475 | $2,850 |\n"
    "| Follow-up | 2 | $140 | $280 |\n| Total | | | $3,405 |",
    "You pay $475 for the infusion and $140 for each follow-up.", "Other clinics charge $800, but our infusion is $475.00.", "Infusions are 475 dollars each.",
)  # fmt: skip


@st.composite
def prices(draw: st.DrawFn) -> tuple[str, str]:
    """A text with prices, and the same with a digit of one price changed."""
    text = draw(st.sampled_from(PRICES))
    starts = [n for n, sign in enumerate(text) if sign == "$" and not text[n:].startswith("$800")] or [text.index("475") - 1]
    start = draw(st.sampled_from(starts)) + 1
    end = start
    while end < len(text) and (text[end] in DIGITS or text[end] in ",." and text[end + 1 : end + 2] in DIGITS and text[end + 1 : end + 2]):
        end += 1
    return text, text[:start] + with_another_digit(draw, text[start:end]) + text[end:]


@settings(deadline=None)
@given(prices())
def test_a_price_is_right_as_recorded_and_wrong_with_another_digit(pair):
    right, wrong = pair
    assert codes(right) == []
    assert set(codes(wrong)) == {"FACT-04"}, wrong


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("The consultation is $475.", "`$475` is not the price of `Consultation`, which is $275."),
        ("Infusions from $399!", "`$399` is not the price of `Infusion`, which is $475."),
        ("A consultation and two infusions add up to $1,125.",
         "`$1,125` is not the sum of the fees that the sentence names, which is $1,225."),
        ("We charge $300 for each appointment.", "`$300` is not a price of the fees page."),
    ],
)  # fmt: skip
def test_a_wrong_price_says_what_is_right(text, message):
    (found,) = judge(text)
    assert found.message == message
    assert "content/pages/fees.md" in found.hint


@pytest.mark.parametrize(
    "text",
    [
        "A price guide of 2025 reported $400 to $800 an infusion.",
        "Most clinics charge $600 for an infusion.",
        "If the bill is $400 or more above the estimate, you may dispute it.",
        "A taxi to our clinic costs about $20.",
        "In one study an infusion cost $700.[@anand2023]",
        "An infusion is about $480.",
        "Your copay for a visit may be $40.",
    ],
)
def test_dollars_that_are_no_fee_of_ours_are_left_alone(text):
    assert codes(text) == []


HELP = (
    "If you think about suicide, call 988.", "Call or text 988 at any hour.", "In danger, call 911.",
    "Veterans can press 1, or text 838255.", "Call 988 and press 1 if you are a veteran.", "For Spanish, call 988 and press 2.",
    "Text HOME to 741741 in a crisis.", "Poison Help answers 1-800-222-1222.", "/// emergency | Call 911 now\nif you cannot breathe\n///",
)  # fmt: skip


@st.composite
def wrong_help(draw: st.DrawFn) -> tuple[str, str]:
    text = draw(st.sampled_from(HELP))
    kept = text.replace("1-800", "\x00-800")
    wrong = with_another_digit(draw, kept).replace("\x00", "1")
    return text, wrong


@settings(deadline=None)
@given(wrong_help())
def test_a_number_for_help_is_right_and_wrong_with_another_digit(pair):
    right, wrong = pair
    assert codes(right) == []
    if "press 3" not in wrong:
        assert codes(wrong)[:1] == ["FACT-09"], wrong


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Call 989 now.", "`989` is a wrong number here: 988 reaches the 988 Lifeline."),
        ("Veterans can text 838225.", "`838225` is a wrong number here: the Veterans Crisis Line is 838255."),
        ("Call 988, press 2 for Veterans.", "`2` is a wrong number here: after 988, 1 is for Veterans."),
        ("Call 988, press 1 for Spanish.", "`1` is a wrong number here: after 988, 2 is for Spanish."),
        ("In an emergency, call 411.", "`411` is a wrong number here: it reaches directory assistance."),
        ("Text HOME to 741471.", "`741471` is a wrong number here: Crisis Text Line is 741741."),
    ],
)
def test_a_wrong_number_for_help_is_explained(text, told):
    assert [found.message for found in judge(text)] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "With a relay service, dial 711 first.",
        "We call 100 people a week.",
        "In a trial of 998 people, some called back.",
        "Dial 988, then press 1 for veterans or press 2 for Spanish.",
        "Veterans press 1, and Spanish speakers press 2.",
        "Press 1 for 988 in English, press 2 for Spanish.",
        "Call us and press 4 for billing.",
        "It is not an emergency? Call 311.",
        "The ZIP code of the office is 80907.",
        "When you call, ask for room 919.",
        "We text a reminder; it is on page 971.",
    ],
)
def test_other_figures_are_not_taken_for_numbers_to_dial(text):
    assert codes(text) == []


def dialing(text: str) -> list[str]:
    found = check_sources([Source("pages/x.md", text, "0")])
    return [f"{d.where.column} {d.message}" for d in found if d.code == "FACT-10"]


def test_a_link_that_dials_another_number_is_found_at_its_target():
    assert dialing("Call [719-555-0142](tel:+17195550143).\n") == [
        "21 This link shows `719-555-0142`, but leads to `tel:+17195550143`."
    ]
    assert dialing("Text [988](sms:998), or [988, then 1](tel:988,2).\n") == [
        "12 This link shows `988`, but leads to `sms:998`.", "39 This link shows `988, then 1`, but leads to `tel:988,2`.",
    ]  # fmt: skip


def test_a_link_that_dials_what_it_shows_is_right():
    text = "[719-555-0142](tel:+17195550142), [(719) 555-0142](tel:719-555-0142), [call us](tel:+17195550142), "
    text += "[988, then 1](tel:988,1), [988, then 1](tel:988), [Open 24 hours: 988](tel:988), [838255](sms:838255), [741-741](sms:741741)\n"
    assert dialing(text) == []


def test_a_link_of_a_template_is_judged_on_the_rendered_page():
    html = '<p><a class="tel" href="tel:+17195550143">719-555-0142</a> <a href="sms:988">988</a> <a href="/fees/">988</a></p>'
    (found,) = page_dials_another(read_document("a.html", html))
    assert (found.message, str(found.where)) == ("A link shows `719-555-0142`, but leads to `tel:+17195550143`.", "site/a.html:1:4")

"""Hours, staff, states and services in words: true in many spellings, and wrong when the record says otherwise."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.check.facts.opening import days_of, read_openings
from clinicsite.check.facts.services import SERVICES, WORDS
from tests.check.facts.clinic import codes, judge, spots

DAYS = (
    "Monday to Thursday", "Monday through Thursday", "Mondays to Thursdays", "Mon-Thu", "Mon. – Thurs.", "Mon, Tue, Wed and Thu",
    "Monday, Tuesday, Wednesday & Thursday", "Monday–Wednesday and Thursdays",
)  # fmt: skip
HOURS = (
    ("8 am to 5 pm", "8 am to 4 pm"), ("8:00 am to 5:00 pm", "8:30 am to 5:00 pm"), ("8 a.m. – 5 p.m.", "9 a.m. – 5 p.m."),
    ("8:00-17:00", "8:00-18:00"), ("8–5", "8–6"), ("from 8 to 5", "from 7 to 5"), ("8 to 5 pm", "8 to 6 pm"),
    ("8am-5pm", "8am-5:30pm"), ("between 8 am and 5 pm", "between 8 am and 3 pm"), ("eight to five", "nine to five"),
    ("8 o’clock to 5 o’clock", "8 o’clock to 4 o’clock"),
)  # fmt: skip
SENTENCES = (
    "We are open {days}, {hours}.", "In Pueblo the clinic is open {hours} {days}.", "Our hours in Pueblo: {days} {hours}.",
    "## Pueblo\n\n{days}: {hours}", "Pueblo is open {days}, {hours}, and Friday, 8 am to noon.",
    "| Pueblo | {days} | {hours} |\n|---|---|---|\n| Columbia | Tuesday | 9 am to 5:30 pm |",
)  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(SENTENCES), st.sampled_from(DAYS), st.sampled_from(HOURS))
def test_hours_are_right_in_many_spellings_and_wrong_when_one_of_them_moves(sentence, days, hours):
    right, wrong = hours
    assert codes(sentence.format(days=days, hours=right)) == []
    assert codes(sentence.format(days=days, hours=wrong)) == ["FACT-03"]


def test_wrong_hours_say_what_the_record_says():
    (found,) = judge("The clinic in Columbia is open on Tuesday, 9 am to 5 pm.")
    assert found.message == "`Tuesday, 9 am to 5 pm` is not so: the hours of Columbia on Tuesday are 9:00 to 17:30."
    assert str(found.where) == "content/pages/example.md:5:44"
    assert found.hint == "Write the hours of content/locations/columbia.md, or mend them there."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Columbia is open on Mondays.", "`Mondays` is not so: Columbia is closed on Monday."),
        ("Pueblo is closed on Fridays.", "`Fridays` is not so: Pueblo is open on Friday, 8:00 to 12:00."),
        ("On Friday we close at 1 pm.", "`Friday we close at 1 pm` is not so: the hours of Pueblo on Friday are 8:00 to 12:00."),
        ("Columbia is open Saturdays, 9 am to 1 pm.",
         "`Saturdays, 9 am to 1 pm` is not so: Columbia is open on Saturday only in week 2 of the month."),
        ("Columbia is open on the first Saturday, 9 to 1.",
         "`Saturday, 9 to 1` is not so: Columbia is open on Saturday only in week 2 of the month."),
        ("We are open every day.", "`every day` is not so: Columbia is closed on Monday."),
        ("We are open from 6 am to 10 pm.", "`6 am to 10 pm` is not so: no day of Columbia has these hours."),
    ],
)  # fmt: skip
def test_days_on_which_the_door_is_shut_are_found(text, told):
    assert [found.message for found in judge(text)] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Columbia is open on the second Saturday of the month, 9 am to 1 pm.",
        "Columbia is closed on Mondays and on most Saturdays.",
        "A nurse answers the phone Monday to Friday, 9 to 4.",
        "We give infusions from Monday to Wednesday.",
        "The library across the street is open Monday to Sunday, 7 am to 11 pm.",
        "Dr. Okafor works Monday to Friday, 7 to 3.",
        "You book 3 to 9 working days ahead.",
        "Are you open on Sundays?",
        "We are closed on Friday, November 27.",
        "We are closed for lunch from noon to 1 pm on Mondays.",
        "We are open Monday to Friday, 8 am to 5 pm in Pueblo, except Friday when we close at noon.",
        "Walk-in hours: Tuesday, 10 am to noon.",
        "On Monday, 2 to 3 people came to the group.",
        "Some people are more open on Monday to talk for 2 to 3 hours.",
    ],
)
def test_other_days_and_hours_are_left_alone(text):
    assert codes(text) == []


def test_a_site_with_one_place_needs_no_name_and_a_locations_page_speaks_of_itself():
    assert codes("We are open Tuesday, 9 am to 5:30 pm.", one_place=True) == ["FACT-03"]
    assert codes("We are open Tuesday, 9 am to 5:30 pm.") == []
    assert codes("We are open Tuesday, 9 am to 5:30 pm.", head="locations: [pueblo]\n") == ["FACT-03"]


def test_hours_in_the_front_matter_and_in_a_folded_value_have_their_own_place():
    (found,) = judge("", head="summary: >-\n  We are open\n  Monday to Thursday,\n  8 am to 6 pm.\n")
    assert (found.code, found.where.line, found.where.column) == ("FACT-03", 7, 3)


def test_days_and_openings_are_read():
    assert days_of("Fri–Mon") == {"friday", "saturday", "sunday", "monday"}
    assert days_of("weekdays and Sundays") == {"monday", "tuesday", "wednesday", "thursday", "friday", "sunday"}
    (opening,) = read_openings("closed on weekends")
    assert opening.closed and opening.days == {"saturday", "sunday"}
    first, second = read_openings("9 to 1 on Saturday and noon to 4 on Sunday")
    assert (first.opens, first.closes, second.opens, second.closes) == (540, 780, 720, 960)
    assert [opening.opens for opening in read_openings("The clinic opens at nine on Mondays.")] == [540]


@pytest.mark.parametrize("text", ["A program opens one page of every kind.", "The study opens two new questions.", "It closes one chapter."])
def test_a_number_of_things_is_no_hour(text):
    assert read_openings(text) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ask Dr. Okafor, DO.", "`Okafor, DO` is not what the record of Miriam Okafor says: `credentials` are `MD`."),
        ("Miriam A. Okafor, MD, PhD, is here.", "`Okafor, PhD` is not what the record of Miriam Okafor says: `credentials` are `MD`."),
        ("Sam Ode (RN) answers.", "`Ode, RN` is not what the record of Sam Ode says: `credentials` are missing."),
        ("Dr. Reyes sees you first.", "`Dr. Reyes` is not what the record of Daniel Reyes says: `credentials` have no doctor’s degree."),
        ("Dr. Okafor is certified by the American Board of Psychiatry and Neurology.",
         "`American Board of Psychiatry and Neurology` is not what the record of Miriam Okafor says: "
         "`certification` is `Certified by the American Board of Anesthesiology`."),
        ("Daniel Reyes is licensed in Colorado and Maryland.",
         "`Maryland` is not what the record of Daniel Reyes says: `license_states` are CO."),
    ],
)  # fmt: skip
def test_a_credential_that_the_record_does_not_have_is_found(text, message):
    assert [found.message for found in judge(text)] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "Miriam Okafor, M.D., and Daniel Reyes, PMHNP, see you.",
        "Dr. Okafor is certified by the American Board of Anesthesiology and licensed to practice in Maryland.",
        "The boards that certify people, such as the American Board of Surgery, keep lists.",
        "Ask Dr. Okafor. DO NOT DRIVE.",
        "Dr. Okafor, do you have a minute?",
        "Dr. Okafor works with Pat Lee, DO, in town.",
    ],
)
def test_credentials_as_recorded_and_those_of_others_are_left_alone(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We serve patients in Colorado, Maryland and Texas.", "Texas"),
        ("Our clinic sees people who live in West Virginia.", "West"),
        ("We offer video visits in CO and NM.", "NM"),
        ("Serving adults across Utah.", "Utah"),
        ("Alder Clinic treats people in Reno, Nevada.", "Nevada"),
        ("We do not see patients in Colorado.", "Colorado"),
    ],
)
def test_a_state_that_the_clinic_does_not_serve_is_found_and_one_that_it_denies(text, place):
    assert spots(text) == [("FACT-06", place)]


@pytest.mark.parametrize(
    "text",
    [
        "We see people in Colorado Springs, Colorado, and in Columbia, Maryland.",
        "We do not see patients in Texas.",
        "We follow the laws of Texas and Utah.",
        "We may see patients in Texas one day.",
        "People from Texas come to us.",
        "We treat people who moved here from Texas.",
        "Do you see patients in Texas?",
        "We offer help to find a clinic in Texas.",
        "We give you a list on Virginia Street.",
        "We offer a first visit with Pat Lee, MD, PA or ND.",
    ],
)
def test_other_states_are_left_alone(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We offer Spravato.", "Spravato"),
        ("We also offer ketamine infusions, TMS and NAD+.", "TMS"),
        ("Our clinicians provide ketamine-assisted psychotherapy.", "ketamine-assisted"),
        ("Spravato is now available at our clinic.", "Spravato"),
        ("Ask about our TMS program.", "TMS"),
        ("We do not offer ketamine infusions.", "ketamine"),
        ("Alder Clinic no longer gives IV ketamine.", "IV"),
        ("We prescribe ketamine lozenges.", "ketamine"),
    ],
)
def test_a_service_without_a_page_is_found_and_a_page_that_is_denied(text, place):
    assert ("FACT-07", place) in spots(text)


@pytest.mark.parametrize(
    "text",
    [
        "We offer ketamine infusions to adults.",
        "We do not offer Spravato.",
        "We do not offer ketamine infusions for Lyme disease.",
        "We do not give ketamine infusions to people under 18.",
        "We offer help to find Spravato near you.",
        "We give people who had ECT the same care.",
        "We offer infusions as other clinics offer TMS.",
        "Do you offer Spravato?",
        "We may offer TMS next year.",
        "Spravato is given only in certified clinics.",
        "Unlike TMS, we offer no comfort.",
        "We offer ketamine infusions, not Spravato or TMS.",
        "Our esketamine page explains more.",
    ],
)
def test_other_words_about_services_are_left_alone(text):
    assert codes(text) == []


@pytest.mark.parametrize("name", SERVICES)
@settings(max_examples=30)
@given(data=st.data())
def test_whatever_names_a_service_holds_a_word_that_is_looked_for_first(name: str, data: st.DataObject) -> None:
    found = data.draw(st.from_regex(re.compile(SERVICES[name], re.I | re.A), fullmatch=True))
    assert any(word in found.lower() for word in WORDS)

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clinicsite.render.vcard import escape, fold, jobs
from tests.render.fake_view import SETTINGS, FakeView, make_location, make_site


def card(**meta) -> str:
    site = make_site(make_location(**meta))
    (job,) = jobs(site, SETTINGS)
    return job.render(FakeView(site)).decode()


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_location_has_a_card_beside_its_page():
    assert [job.path for job in jobs(make_site(make_location()), SETTINGS)] == ["locations/colorado-springs.vcf"]


def test_a_card_holds_name_address_phone_and_fax():
    assert unfolded(card()) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Juniper Row Ketamine Clinic\\, Colorado Springs",
        "N:;;;;",
        "ORG:Juniper Row Ketamine Clinic;Colorado Springs",
        "X-ABShowAs:COMPANY",
        "TEL;TYPE=WORK,VOICE,PREF:+1-719-555-0142",
        "TEL;TYPE=WORK,FAX:+1-719-555-0143",
        "ADR;TYPE=WORK:;Suite 120;2140 North Alder Street;Colorado Springs;CO;80907;United States",
        "URL:https://www.juniperrow.example/locations/colorado-springs/",
        "UID:https://www.juniperrow.example/locations/colorado-springs/",
        "END:VCARD",
    ]


def test_a_comma_in_the_name_does_not_split_it():
    assert "FN:Juniper Row Ketamine Clinic\\, Columbia\\, Maryland" in unfolded(card(name="Columbia, Maryland"))


def test_a_location_without_a_fax_has_no_fax_line():
    assert "FAX" not in card(fax=None)


def test_signs_of_the_format_are_escaped():
    assert escape("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"


def test_a_line_of_75_octets_stays_whole_and_one_of_76_does_not():
    assert fold("x" * 75) == b"x" * 75 + b"\r\n"
    assert fold("x" * 76) == b"x" * 75 + b"\r\n x\r\n"
    assert fold("x" * 74 + "é") == b"x" * 74 + "\r\n é\r\n".encode()


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\n"), min_size=60, max_size=200))
def test_folding_keeps_every_character_in_short_lines(text: str):
    data = fold(text)
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == text
    assert all(line.startswith(b" ") for line in lines[1:])

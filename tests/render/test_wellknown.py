from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.render.wellknown import expiry, jobs
from tests.render.fake_view import SETTINGS, FakeView, make_clinic, make_site


def test_security_txt_says_whom_to_write_to_and_until_when_that_holds():
    site = make_site(clinic=make_clinic(security_contact="mailto:security@juniperrow.example?a=1&b=2"))
    (job,) = jobs(site, SETTINGS)
    assert job.path == ".well-known/security.txt"
    assert job.render(FakeView(site)).decode() == (
        "Contact: mailto:security@juniperrow.example?a=1&b=2\n"
        "Expires: 2027-11-01T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://www.juniperrow.example/.well-known/security.txt\n"
    )


def test_a_clinic_without_a_contact_has_no_security_txt():
    assert list(jobs(make_site(), SETTINGS)) == []


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1)))
def test_the_expiry_is_ahead_and_at_most_a_year_away(today: date):
    assert 330 <= (expiry(today) - today).days <= 366


@pytest.mark.parametrize("day", [1, 15, 30])
def test_the_expiry_stays_the_same_all_month(day: int):
    assert expiry(date(2026, 11, day)) == date(2027, 11, 1)

from __future__ import annotations

import pytest

from clinicsite.model.diagnostic import Location
from clinicsite.model.reference import Author, Reference
from clinicsite.render.bibliography import author_list, author_name, format_reference, plain_reference

BERMAN = tuple(
    Author(*name.split(", "))
    for name in (
        "Berman, Robert M.",
        "Cappiello, Angela",
        "Anand, Amit",
        "Oren, Dan A.",
        "Heninger, George R.",
        "Charney, Dennis S.",
        "Krystal, John H.",
        "Other, Person",
    )
)


def reference(**fields) -> Reference:
    given = dict(
        key="k", type="article", title="Antidepressant effects of ketamine in depressed patients", authors=BERMAN[:3],
        others=False, year="2000", journal="Biological Psychiatry", volume="47", number="4", pages="351–354",
        doi="10.1016/S0006-3223(99)00230-9", url="", institution="", keywords=(), checked="yes",
        where=Location("content/references.bib"),
    )  # fmt: skip
    return Reference(**{**given, **fields})


REST = (
    "Antidepressant effects of ketamine in depressed patients. <cite>Biological Psychiatry</cite>. 2000;47(4):351–354. "
    '<a href="https://doi.org/10.1016/S0006-3223(99)00230-9">doi.org/10.1016/S0006-3223(99)00230-9</a>'
)


@pytest.mark.parametrize(
    ("count", "others", "authors"),
    [
        (3, False, "Berman RM, Cappiello A, Anand A."),
        (6, False, "Berman RM, Cappiello A, Anand A, Oren DA, Heninger GR, Charney DS."),
        (7, False, "Berman RM, Cappiello A, Anand A, et al."),
        (8, False, "Berman RM, Cappiello A, Anand A, et al."),
        (3, True, "Berman RM, Cappiello A, Anand A, et al."),
        (5, True, "Berman RM, Cappiello A, Anand A, et al."),
        (1, True, "Berman RM, et al."),
    ],
)
def test_a_journal_article_names_up_to_six_authors_else_the_first_three(count: int, others: bool, authors: str):
    assert format_reference(reference(authors=BERMAN[:count], others=others)) == f"{authors} {REST}"


def test_a_label_gives_its_publisher_and_a_link_with_a_name_of_its_own():
    label = reference(
        type="techreport",
        authors=(Author("Par Health USA, LLC", body=True),),
        title="KETALAR (ketamine hydrochloride) injection, CIII: prescribing information",
        institution="U.S. Food and Drug Administration",
        year="2024", journal="", volume="", number="", pages="", doi="",
        url="https://fda.report/DailyMed/46dab560?a=1&b=2",
    )  # fmt: skip
    assert format_reference(label) == (
        "Par Health USA, LLC. "
        "<cite>KETALAR (ketamine hydrochloride) injection, CIII: prescribing information</cite>. "
        "U.S. Food and Drug Administration; 2024. "
        '<a href="https://fda.report/DailyMed/46dab560?a=1&amp;b=2" aria-label="Read the source: KETALAR (ketamine '
        'hydrochloride) injection, CIII: prescribing information">Read the source</a>'
    )


def test_a_web_page_of_the_body_that_publishes_it_names_the_body_once():
    page = reference(
        type="misc", authors=(Author("U.S. Food and Drug Administration", body=True),), title="FDA warns patients",
        institution="U.S. Food and Drug Administration", year="2023", journal="", volume="", number="", pages="",
        doi="", url="https://www.fda.gov/x",
    )  # fmt: skip
    assert format_reference(page) == (
        "U.S. Food and Drug Administration. <cite>FDA warns patients</cite>. 2023. "
        '<a href="https://www.fda.gov/x" aria-label="Read the source: FDA warns patients">Read the source</a>'
    )


@pytest.mark.parametrize(
    ("fields", "issue"),
    [
        ({"number": "", "pages": "481--486"}, "2000;47:481–486."),
        ({"pages": "481-486"}, "2000;47(4):481–486."),
        ({"pages": ""}, "2000;47(4)."),
        ({"volume": "", "number": "", "pages": ""}, "2000."),
        ({"pages": "CD015373"}, "2000;47(4):CD015373."),
        ({"pages": "e12-e19"}, "2000;47(4):e12-e19."),
    ],
)
def test_what_is_not_known_of_an_issue_leaves_no_gap(fields: dict[str, str], issue: str):
    assert f"<cite>Biological Psychiatry</cite>. {issue} <a" in format_reference(reference(**fields))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Does ketamine help?", "Does ketamine help? <cite>"),
        ("Taming the ketamine tiger. 1965", "Taming the ketamine tiger. 1965. <cite>"),
        ("A <b> & c", "A &lt;b&gt; &amp; c. <cite>"),
    ],
)
def test_a_title_ends_once_and_is_escaped(title: str, shown: str):
    assert shown in format_reference(reference(title=title))


def test_a_doi_with_awkward_signs_makes_a_valid_address():
    shown = format_reference(reference(doi="10.1002/(SICI)1<1::AID-X>3.0.CO;2-#"))
    assert '<a href="https://doi.org/10.1002/(SICI)1%3C1::AID-X%3E3.0.CO;2-%23">' in shown
    assert "doi.org/10.1002/(SICI)1&lt;1::AID-X&gt;3.0.CO;2-#</a>" in shown


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        (Author("Cheng", "Peng-fei"), "Cheng PF"),
        (Author("Curran", "H. Valerie"), "Curran HV"),
        (Author("Moda-Sava", "R. N."), "Moda-Sava RN"),
        (Author("Krystal", "JH"), "Krystal JH"),
        (Author("King", "Martin Luther, Jr."), "King ML Jr"),
        (Author("Iosifescu", "Dan V."), "Iosifescu DV"),
        (Author("Álvarez", "Élodie"), "Álvarez É"),
        (Author("VA/DoD PTSD Guideline Work Group", body=True), "VA/DoD PTSD Guideline Work Group"),
    ],
)
def test_given_names_become_initials(author: Author, shown: str):
    assert author_name(author) == shown


def test_a_work_without_authors_starts_with_its_title():
    work = reference(authors=())
    assert author_list(work) == ""
    assert format_reference(work).startswith("Antidepressant effects")


def test_plain_text_carries_the_same_facts():
    assert plain_reference(reference(title="Ketamine & pain")) == (
        "Berman RM, Cappiello A, Anand A. Ketamine & pain. Biological Psychiatry. 2000;47(4):351–354. "
        "https://doi.org/10.1016/S0006-3223(99)00230-9"
    )

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clinicsite.model.clinic import Profile
from clinicsite.model.places import Closure, Day, Span
from clinicsite.render.structured_data import cited, graph, structured_data
from tests.render.fake_view import (
    FakeView,
    make_article,
    make_clinic,
    make_location,
    make_page,
    make_reference,
    make_site,
)

BASE = "https://www.juniperrow.example"

THING = {"@type", "@id", "name", "url", "sameAs", "alternateName"}
WORK = THING | {
    "inLanguage", "publisher", "author", "citation", "datePublished", "dateModified", "headline", "about", "mainEntity",
    "isPartOf", "hasPart", "text",
}  # fmt: skip
WEB_PAGE = WORK | {"breadcrumb", "lastReviewed", "reviewedBy"}
ORGANIZATION = THING | {"telephone", "faxNumber", "address", "parentOrganization", "areaServed"}
VOCABULARY: dict[str, set[str]] = {
    "WebSite": WORK,
    "WebPage": WEB_PAGE,
    "MedicalWebPage": WEB_PAGE | {"medicalAudience"},
    "CollectionPage": WEB_PAGE,
    "ProfilePage": WEB_PAGE,
    "AboutPage": WEB_PAGE,
    "ContactPage": WEB_PAGE,
    "FAQPage": WEB_PAGE,
    "Article": WORK,
    "ScholarlyArticle": WORK,
    "CreativeWork": WORK,
    "Question": WORK | {"acceptedAnswer"},
    "Answer": WORK,
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "MedicalOrganization": ORGANIZATION,
    "MedicalClinic": ORGANIZATION | {"openingHoursSpecification", "specialOpeningHoursSpecification", "hasMap"},
    "PostalAddress": {
        "@type", "streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry",
    },
    "OpeningHoursSpecification": {"@type", "dayOfWeek", "opens", "closes", "validFrom", "validThrough"},
    "State": {"@type", "name"},
    "Person": THING | {"honorificSuffix", "jobTitle", "worksFor", "knowsLanguage", "hasCredential"},
    "EducationalOccupationalCredential": {"@type", "name", "credentialCategory", "validIn"},
    "MedicalAudience": {"@type", "audienceType"},
    "MedicalTherapy": THING | {"drug"},
    "Drug": THING,
    "MedicalCondition": THING,
}  # fmt: skip
"""Each type that is used, with the properties schema.org gives it or what it inherits from, as far as they are used."""

MIRIAM = make_page(
    "people/miriam-okafor", "person", title="Miriam Okafor", credentials="MD", role="Medical director",
    certification="Certified by the American Board of Anesthesiology", license_states=("CO", "MD"), languages=("Igbo",),
)  # fmt: skip
HANNAH = make_page("people/hannah-brandt", "person", title="Hannah Brandt", credentials="RN", role="Nurse and writer")
INFUSION = make_page(
    "treatments/ketamine-infusion", "treatment", title="Ketamine infusion", status="Off-label.",
    therapy="Intravenous ketamine infusion", drug="Ketamine hydrochloride", reviewed=date(2026, 11, 3),
    reviewed_by="miriam-okafor",
)  # fmt: skip
DEPRESSION = make_page(
    "conditions/depression", "condition", title="Depression", condition="Depression",
    medical_name="Major depressive disorder",
)  # fmt: skip
TOPIC = make_page("articles/infusion", "topic", title="The visit")
ARTICLES = make_page("articles", "section", title="Articles")
FEELS = make_article(
    "articles/infusion/feels", "Some felt better.[@berman2000; @label]\n", title="What does it <feel> like?",
    summary="Strange.[@berman2000]", date=date(2026, 10, 6), updated=date(2026, 11, 3), reviewed=date(2026, 11, 3),
    reviewed_by="miriam-okafor", authors=("hannah-brandt",), treatments=("ketamine-infusion",), about=("depression",),
    audience="caregiver",
)  # fmt: skip
SPRINGS = make_location(
    closures=(
        Closure(first=date(2026, 7, 3), last=date(2026, 7, 3), reason="Independence Day"),
        Closure(first=date(2026, 11, 26), last=date(2026, 11, 27), reason="Thanksgiving"),
    ),
    map_url="https://www.openstreetmap.org/x",
)
COLUMBIA = make_location(
    "columbia", title="Columbia", name="Columbia, Maryland", phone="410-555-0118", fax=None,
    hours={"saturday": Day(spans=(Span(opens="9:00", closes="13:00"),), weeks=(2,)), "sunday": Day()},
    closures=(Closure(first=date(2026, 12, 12), last=date(2026, 12, 12), reason="a course"),),
)  # fmt: skip
FAQ = make_page(
    "faq",
    body=(
        "Ask us.\n\n/// faq | Can I drive home?\nNo, [not until tomorrow](driving.md).[@label]\n\n- Bring an adult\n///\n\n"
        "/// faq | Will I be awake?\nYes, *mostly*.\n///\n"
    ),
    layout="faq",
    title="Questions",
)
ABOUT = make_page("about", layout="about", title="About us")
CONTACT = make_page("contact", layout="contact", title="Contact")
FIRST = make_page(
    "first-visit", layout="first-visit", title="Your first visit", reviewed_by="miriam-okafor", reviewed=date(2026, 11, 3)
)
PAGES = (
    make_page(""), ARTICLES, TOPIC, FEELS, INFUSION, DEPRESSION, MIRIAM, HANNAH, SPRINGS, COLUMBIA, FAQ, ABOUT, CONTACT, FIRST
)  # fmt: skip
SITE = make_site(
    *PAGES,
    references={
        "berman2000": make_reference("berman2000"),
        "label": make_reference("label", doi="", journal="", url="https://www.fda.gov/x", title="Label </script>"),
    },
)


def of(page, site=SITE, **view) -> list[dict[str, Any]]:
    whole = json.loads(graph(FakeView(site, **view), page, cited(page)))
    assert whole["@context"] == "https://schema.org"
    return whole["@graph"]


def one(page, kind: str, **view) -> dict[str, Any]:
    (found,) = [node for node in of(page, **view) if node["@type"] == kind]
    return found


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from walk(child)
    elif isinstance(value, list):
        for child in value:
            yield from walk(child)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id or "home")
def test_every_type_and_property_is_in_the_vocabulary(page):
    for node in walk(of(page)):
        if "@type" in node:
            assert set(node) <= VOCABULARY[node["@type"]], node["@type"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id or "home")
def test_every_reference_leads_to_one_node_of_the_graph(page):
    found = of(page)
    ids = [node["@id"] for node in found]
    assert len(ids) == len(set(ids))
    for node in walk(found):
        if set(node) == {"@id"}:
            assert node["@id"] in ids


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id or "home")
def test_no_page_rates_or_sells_anything(page):
    text = json.dumps(of(page))
    assert not any(word in text for word in ("AggregateRating", "Offer", "Review\"", "priceRange"))


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (PAGES[0], "WebPage"),
        (ARTICLES, "CollectionPage"),
        (TOPIC, "CollectionPage"),
        (FEELS, "MedicalWebPage"),
        (INFUSION, "MedicalWebPage"),
        (DEPRESSION, "MedicalWebPage"),
        (MIRIAM, "ProfilePage"),
        (SPRINGS, "WebPage"),
        (FAQ, "FAQPage"),
        (ABOUT, "AboutPage"),
        (CONTACT, "ContactPage"),
        (FIRST, "MedicalWebPage"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.id or "home",
)
def test_each_kind_of_page_has_its_type(page, kind: str):
    found = one(page, kind)
    assert found["@id"] == f"{BASE}{page.url}"
    assert found["isPartOf"] == {"@id": f"{BASE}/#website"}


def test_review_belongs_to_the_web_page_and_authorship_to_the_article():
    page, article = one(FEELS, "MedicalWebPage"), one(FEELS, "Article")
    assert page["reviewedBy"] == {"@id": f"{BASE}/#person-miriam-okafor"}
    assert page["lastReviewed"] == "2026-11-03"
    assert page["mainEntity"] == {"@id": article["@id"]}
    assert article["author"] == [{"@id": f"{BASE}/#person-hannah-brandt"}]
    assert (article["datePublished"], article["dateModified"]) == ("2026-10-06", "2026-11-03")
    assert not {"reviewedBy", "lastReviewed"} & set(article)
    assert not {"author", "datePublished"} & set(page)


def test_no_node_but_a_web_page_carries_a_review():
    for page in PAGES:
        for node in of(page):
            if not node["@type"].endswith("Page"):
                assert not {"reviewedBy", "lastReviewed"} & set(node)


def test_a_review_day_without_a_reviewer_is_not_said():
    page = make_article("articles/infusion/x", reviewed=date(2026, 11, 3))
    assert "lastReviewed" not in one(page, "MedicalWebPage", site=make_site(page))


def test_an_article_says_whom_it_is_for_and_what_it_is_about():
    page = one(FEELS, "MedicalWebPage")
    assert page["medicalAudience"] == {"@type": "MedicalAudience", "audienceType": "Caregiver"}
    assert page["about"] == [{"@id": f"{BASE}/#therapy-ketamine-infusion"}, {"@id": f"{BASE}/#condition-depression"}]
    assert one(FEELS, "MedicalCondition")["alternateName"] == "Major depressive disorder"


def test_the_drug_stands_only_inside_the_therapy_on_the_treatments_own_page():
    assert one(INFUSION, "MedicalTherapy")["drug"] == {"@type": "Drug", "name": "Ketamine hydrochloride"}
    assert "drug" not in one(FEELS, "MedicalTherapy")
    assert all(node["@type"] != "Drug" for page in PAGES for node in of(page))


def test_works_are_cited_once_with_their_doi():
    assert one(FEELS, "Article")["citation"] == [
        {"@type": "ScholarlyArticle", "sameAs": "https://doi.org/10.1016/x"},
        {"@type": "CreativeWork", "url": "https://www.fda.gov/x"},
    ]


def test_a_work_without_an_address_is_cited_by_its_title():
    book = make_reference("label", doi="", journal="", url="", pmid="", title="A book </script>")
    site = replace(SITE, references={**SITE.references, "label": book})
    assert one(FEELS, "Article", site=site)["citation"][1] == {"@type": "CreativeWork", "name": "A book </script>"}


def test_a_key_that_is_not_in_the_bibliography_is_not_cited():
    assert "citation" not in one(FEELS, "Article", site=replace(SITE, references={}))


def test_no_text_can_end_the_script():
    page = replace(FEELS, meta=replace(FEELS.meta, title="What ends </script>"))
    text = graph(FakeView(SITE), page, cited(page))
    assert "<" not in text
    assert "\\u003c/script>" in text
    assert json.loads(text)


def test_the_script_is_ready_for_the_page():
    assert structured_data(FakeView(SITE), FEELS).startswith('<script type="application/ld+json">{"@context":"https:')


def test_breadcrumbs_lead_from_home_to_the_page():
    steps = one(FEELS, "BreadcrumbList")["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", f"{BASE}/"),
        (2, "Articles", f"{BASE}/articles/"),
        (3, "The visit", f"{BASE}/articles/infusion/"),
        (4, "What does it <feel> like?", f"{BASE}/articles/infusion/feels/"),
    ]


def test_home_has_no_breadcrumbs():
    assert all(node["@type"] != "BreadcrumbList" for node in of(PAGES[0]))
    assert "breadcrumb" not in one(PAGES[0], "WebPage")


def clinics(page, **view) -> dict[str, dict[str, Any]]:
    return {n["@id"].removeprefix(f"{BASE}/#"): n for n in of(page, **view) if n["@type"] == "MedicalClinic"}


def test_the_about_page_has_each_clinics_name_phone_and_address():
    found = clinics(ABOUT)
    assert list(found) == ["clinic-colorado-springs", "clinic-columbia"]
    assert found["clinic-colorado-springs"] == {
        "@type": "MedicalClinic",
        "@id": f"{BASE}/#clinic-colorado-springs",
        "name": "Juniper Row Ketamine Clinic, Colorado Springs",
        "url": f"{BASE}/locations/colorado-springs/",
        "telephone": "+1-719-555-0142",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "2140 North Alder Street, Suite 120",
            "addressLocality": "Colorado Springs",
            "addressRegion": "CO",
            "postalCode": "80907",
            "addressCountry": "US",
        },
        "parentOrganization": {"@id": f"{BASE}/#organization"},
    }


def test_a_page_that_is_not_about_the_clinic_leaves_its_addresses_to_those_that_are():
    assert clinics(FEELS) == clinics(FAQ) == clinics(PAGES[0]) == {}
    assert len(clinics(CONTACT)) == 2


def test_a_locations_own_page_says_the_rest_of_it_and_nothing_of_the_others():
    found = clinics(SPRINGS)
    springs = found["clinic-colorado-springs"]
    assert springs["faxNumber"] == "+1-719-555-0143"
    assert springs["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            "opens": "08:00",
            "closes": "17:00",
        }
    ]
    assert springs["areaServed"] == [{"@type": "State", "name": "Colorado"}, {"@type": "State", "name": "Maryland"}]
    assert springs["hasMap"] == "https://www.openstreetmap.org/x"
    assert list(found) == ["clinic-colorado-springs"]
    assert one(SPRINGS, "WebPage")["mainEntity"] == {"@id": springs["@id"]}


def test_the_contact_page_says_all_of_every_clinic():
    assert all("areaServed" in clinic for clinic in clinics(CONTACT).values())


def special(page, **view) -> list[tuple[str, str, str, str]]:
    clinic = clinics(page, **view)[f"clinic-{page.name}"]
    return [
        (s["validFrom"], s["validThrough"], s["opens"], s["closes"]) for s in clinic["specialOpeningHoursSpecification"]
    ]


def test_a_closure_is_said_until_it_is_over():
    thanksgiving = ("2026-11-26", "2026-11-27", "00:00", "00:00")
    assert special(SPRINGS) == [thanksgiving]
    assert special(SPRINGS, clock=date(2026, 11, 27)) == [thanksgiving]
    assert "specialOpeningHoursSpecification" not in clinics(SPRINGS, clock=date(2026, 11, 28))["clinic-colorado-springs"]


def test_every_second_saturday_is_said_as_the_next_days_that_are_open():
    assert special(COLUMBIA) == [
        ("2026-12-12", "2026-12-12", "00:00", "00:00"),
        ("2027-01-09", "2027-01-09", "09:00", "13:00"),
        ("2027-02-13", "2027-02-13", "09:00", "13:00"),
        ("2027-03-13", "2027-03-13", "09:00", "13:00"),
    ]
    assert "openingHoursSpecification" not in clinics(COLUMBIA)["clinic-columbia"]


def test_a_persons_own_page_says_role_languages_and_credentials():
    person = one(MIRIAM, "Person")
    assert person["honorificSuffix"] == "MD"
    assert person["jobTitle"] == "Medical director"
    assert person["knowsLanguage"] == ["Igbo"]
    assert [credential["name"] for credential in person["hasCredential"]] == [
        "Certified by the American Board of Anesthesiology",
        "Licensed in Colorado",
        "Licensed in Maryland",
    ]
    assert one(MIRIAM, "ProfilePage")["mainEntity"] == {"@id": person["@id"]}


def test_under_an_article_people_have_name_credentials_and_profile_only():
    people = [node for node in of(FEELS) if node["@type"] == "Person"]
    assert [sorted(person) for person in people] == [["@id", "@type", "honorificSuffix", "name", "url"]] * 2


def test_questions_that_a_page_shows_are_marked_up_with_the_address_of_their_answers():
    assert one(FAQ, "FAQPage")["mainEntity"] == [
        {
            "@type": "Question",
            "name": "Can I drive home?",
            "acceptedAnswer": {"@type": "Answer", "url": f"{BASE}/faq/#can-i-drive-home"},
        },
        {
            "@type": "Question",
            "name": "Will I be awake?",
            "acceptedAnswer": {"@type": "Answer", "url": f"{BASE}/faq/#will-i-be-awake"},
        },
    ]


def test_a_faq_layout_without_questions_is_an_ordinary_page():
    page = make_page("faq", layout="faq")
    assert one(page, "WebPage", site=make_site(page))


def test_questions_inside_an_article_are_a_part_of_its_page():
    article = make_article("articles/infusion/q", "/// faq | Why?\nBecause.\n///\n")
    site = make_site(article)
    assert one(article, "MedicalWebPage", site=site)["hasPart"] == {"@id": f"{BASE}/articles/infusion/q/#faq"}
    assert one(article, "FAQPage", site=site)["mainEntity"][0]["name"] == "Why?"


def test_profiles_elsewhere_name_the_same_organization():
    site = replace(SITE, clinic=make_clinic(social=(Profile(name="Example", url="https://social.example/jr"),)))
    assert one(FEELS, "MedicalOrganization", site=site)["sameAs"] == ["https://social.example/jr"]


def test_a_site_in_a_folder_has_its_own_ids():
    found = of(FEELS, base_url="https://example.org/clinic")
    assert all(node["@id"].startswith("https://example.org/clinic/") for node in found)

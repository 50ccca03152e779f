from __future__ import annotations

import pytest

from clinicsite.model.diagnostic import Diagnostic
from tests.check.examples import findings


@pytest.fixture
def judge(tmp_path):
    def judged(text: str) -> list[Diagnostic]:
        return [d for d in findings(text, tmp_path) if d.severity != "note"]

    return judged


def hints(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(d.code, d.hint) for d in found]


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("fes.md", "Did you mean `/pages/fees.md`?"),
        ("/fees.md", "Did you mean `/pages/fees.md`?"),
        ("/locations/colombia.md", "Did you mean `/locations/columbia.md`?"),
        ("/forms/request-apointment.yaml", "Did you mean `/forms/request-appointment.yaml`?"),
        ("/fes/", "Did you mean `/pages/fees.md`?"),
        ("/nothing/like/it-at-all.md", "Name the page's file from content/, as in `/pages/fees.md`."),
    ],
)
def test_a_wrong_link_names_the_nearest_page(judge, target, hint):
    assert hints(judge(f"See [the page in question]({target}).")) == [("LNK001", hint)]


@pytest.mark.parametrize(
    "target",
    ["fees.md", "./fees.md", "/pages/fees.md", "pages/fees.md", "../pages/fees.md", "/fees/", "/", "/request-appointment/",
     "../forms/request-appointment.yaml", "#driving", "https://www.example.org/x.md", "/articles/science/index.md"],
)  # fmt: skip
def test_a_right_link_is_passed_over(judge, target):
    assert judge(f"See [the page in question]({target}).\n\n## Driving {{#driving}}\n") == []


def test_a_link_in_the_front_matter_is_named_at_its_key(judge):
    (found,) = judge("---\nsummary: Read about [our fees](fes.md).\n---\n")
    assert (found.code, str(found.where)) == ("LNK001", "content/pages/example.md:4:1")


def test_a_link_in_a_form_and_a_term_in_the_glossary_are_looked_up(judge):
    found = judge(
        "Some feel [dissociation](term:dissociation).\n-- content/glossary.yaml --\n"
        '- {id: dissociation, term: dissociation, definition: "See [how](/pages/hwo.md) and [x](term:fog)."}\n'
    )
    assert [(d.code, d.where.file) for d in found] == [
        ("LNK001", "content/glossary.yaml"), ("LNK007", "content/glossary.yaml"),
    ]  # fmt: skip


def test_the_menu_is_looked_up(judge, tmp_path):
    from tests.check.examples import BASE

    clinic = BASE.split("-- content/clinic.yaml --\n")[1].split("-- content/forms")[0].replace("pages/fees.md", "pages/fess.md")
    (found,) = judge(f"-- content/clinic.yaml --\n{clinic}")
    assert (found.code, found.hint, found.where.file) == ("LNK001", "Did you mean `/pages/fees.md`?", "content/clinic.yaml")


def test_a_missing_place_names_the_nearest_heading(judge):
    text = "See [driving](/pages/after.md#driveing).\n-- content/pages/after.md --\n## Driving home {#driving}\n\n## Rest\n"
    assert hints(judge(text)) == [("LNK003", "Did you mean `driving`?")]


def test_a_heading_without_an_anchor_has_one_of_its_words(judge):
    text = "See [driving](/pages/after.md#who-s-there).\n-- content/pages/after.md --\n## Who’s there?\n"
    assert hints(judge(text)) == [("LNK003", "Did you mean `whos-there`?")]


def test_a_place_that_a_template_makes_is_left_to_the_rendered_page(judge):
    assert judge("See [the week](/locations/columbia.md#anything) and [next](/pages/fees.md#next_step).") == []


def test_a_link_to_a_page_with_errors_of_its_own_is_passed_over(judge):
    text = "---\nauthors: [jo-doe]\n---\nSee [fees](/pages/prices.md).\n"
    text += "-- content/pages/prices.md --\n---\ntitel: Fees\n---\n-- content/people/jo-doe.md --\n---\nrole: [a]\n---\n"
    assert {d.code for d in judge(text)} == {"KEY001", "KEY003"}


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("draft: true", "`pages/prices.md` is a draft."),
        ("publish: 2027-01-01", "`pages/prices.md` is not published before 2027-01-01."),
        ("expires: 2026-11-01", "`pages/prices.md` has expired on 2026-11-01."),
    ],
)
def test_a_link_to_a_page_that_is_kept_back_says_why(judge, key, message):
    (found,) = judge(f"See [fees](prices.md).\n-- content/pages/prices.md --\n---\n{key}\n---\n")
    assert (found.code, found.message) == ("LNK004", message)


@pytest.mark.parametrize("target", ["https://alder.example/fees/#top", "https://alder.example/fees/", "https://alder.example/fees"])
def test_the_sites_own_address_is_turned_into_a_file(judge, target):
    (found,) = judge(f"See [our fees]({target}).")
    anchor = "#top" if "#" in target else ""
    assert found.hint == f"Link to its file, `/pages/fees.md{anchor}`."


def test_another_site_whose_name_begins_alike_is_not_ours(judge):
    assert judge("See [this board](https://alder.example.org/fees/).") == []


@pytest.mark.parametrize(
    ("alias", "codes"),
    [
        ("/Old/", []), ("/old", []), ("/fees", ["IDN003"]), ("/fees/index.html", ["IDN003"]), ("/FEES", ["IDN002"]),
        ("/request-appointment/thank-you/", ["IDN003"]), ("/media/x/", ["IDN006"]), ("/_old/", ["IDN006"]),
        ("/articles/feed.xml", ["IDN006"]), ("/feed.json", ["IDN006"]), ("/sitemap-2.xml", ["IDN006"]), ("/example", ["IDN005"]),
        ("/assets-of-ours/", []), ("/locations/columbia.vcf", ["IDN006"]), ("/404.html", ["IDN006"]), ("/.well-known/x", ["IDN006"]),
        ("/feeds/", []), ("/my/media/", []),
    ],
)  # fmt: skip
def test_an_alias_must_be_free(judge, alias, codes):
    assert [d.code for d in judge(f"---\naliases: ['{alias}']\n---\n")] == codes


def test_two_pages_that_are_each_others_alias_are_both_named(judge):
    found = judge("---\naliases: [/fees/]\n---\n-- content/pages/fees.md --\n---\naliases: [/example/]\n---\n")
    assert [(d.code, d.where.file) for d in found] == [
        ("IDN003", "content/pages/example.md"), ("IDN003", "content/pages/fees.md"),
    ]  # fmt: skip


def test_a_form_and_a_page_cannot_share_an_address(judge):
    found = judge("-- content/pages/request-appointment.md --\n")
    assert [d.message for d in found] == ["`content/pages/request-appointment.md` already has the address `/request-appointment/`."]


def test_an_author_whose_page_is_a_draft_is_named_as_such(judge):
    text = "---\nauthors: [jo-doe]\n---\n-- content/people/jo-doe.md --\n---\ndraft: true\n---\n"
    assert [d.message for d in judge(text)] == ["The person `jo-doe` is not on the site: its page is a draft."]


def test_people_on_the_home_page_are_looked_up(judge):
    (found,) = judge("-- content/pages/index.md --\n---\nlayout: home\npeople: [hannah-brandt, miriam-okafr]\n---\n")
    assert (found.code, found.hint, found.where.column) == ("PPL001", "Did you mean `miriam-okafor`?", 25)


def test_conditions_of_a_treatment_are_looked_up(judge):
    (found,) = judge("-- content/treatments/ketamine-infusion.md --\n---\nconditions: [depresion]\n---\n")
    assert (found.code, found.message) == ("PPL004", "There is no condition `depresion`.")


def test_an_article_in_a_folder_without_an_index_has_no_topic(judge):
    (found,) = judge("-- content/articles/sience/x.md --\nWords.\n")
    assert (found.code, found.hint) == ("PPL005", "Did you mean `science`?")


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ("date: 2026-11-22\nupdated: 2026-11-22", []),
        ("date: 2026-11-22\nupdated: 2026-11-23", ["DATE006"]),
        ("publish: 2026-12-24\nexpires: 2026-12-24", ["DATE001"]),
    ],
)
def test_days_are_compared_to_the_day(judge, keys, codes):
    assert [d.code for d in judge(f"---\n{keys}\n---\n")] == codes


def test_hours_that_overlap_are_impossible(judge):
    (found,) = judge("-- content/locations/columbia.md --\n---\nhours: {tuesday: '8:00-13:00, 12:00-17:00'}\n---\n")
    assert (found.code, found.message) == ("DATE008", "On Tuesday it opens at 12:00 and closes at 17:00.")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 8">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>go()</script>", "`<script>`"),
        ("<foreignObject></foreignObject>", "`<foreignObject>`"),
        ('<path d="M1 1" onload="go()"/>', "a script in `onload`"),
        ('<image href="https://a.test/x.png"/>', "a reference to `https://a.test/x.png`"),
        ('<use xlink:href="other.svg#a"/>', "a reference to `other.svg#a`"),
        ('<a href="javascript:go()"/>', "a reference to `javascript:go()`"),
        ("<style>@import 'https://a.test/x.css';</style>", "a reference to `https://a.test/x.css`"),
        ('<path fill="url(https://a.test/x)"/>', "a reference to `https://a.test/x`"),
    ],
)
def test_an_unsafe_drawing_says_what_it_holds(judge, inside, what):
    (found,) = judge(f"-- content/images/a.svg --\n{SVG.format(inside)}\n")
    assert (found.code, found.message, found.where.file) == ("IMG005", f"This drawing holds {what}.", "content/images/a.svg")


@pytest.mark.parametrize(
    "inside", ['<use href="#a"/>', '<path fill="url(#a)"/>', "<!-- <script> -->", '<image href="data:image/png;base64,AA"/>', "<title>on = off</title>"]
)
def test_a_drawing_may_refer_to_itself(judge, inside):
    assert judge(f"-- content/images/a.svg --\n{SVG.format(inside)}\n") == []


def test_a_drawing_in_drawings_needs_no_words(judge):
    text = "---\nimage: drawings/cup.svg\n---\n-- content/drawings/cup.svg --\n" + SVG.format("")
    assert judge(text) == []
    assert [d.code for d in judge(text.replace("drawings/", "images/"))] == ["IMG002"]


def test_a_missing_figure_is_named_at_its_block_with_the_nearest_picture(judge):
    text = "Words.\n\n/// figure | /images/synapsis.svg\n    alt: A synapse.\nA synapse.\n///\n-- content/images/synapse.svg --\n"
    (found,) = judge(text + SVG.format(""))
    assert (found.code, found.hint, found.where.line) == ("IMG001", "Did you mean `/images/synapse.svg`?", 7)

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.render.form_answers import FieldError, validate, with_locations
from clinicsite.render.form_fields import duration, steps
from clinicsite.render.forms import BACKENDS, render_form
from tests.form_site import GOOD, REQUEST, Views, form_of, place_of, site_of

FORM = with_locations(form_of().form, [place_of("colorado-springs"), place_of("columbia")])


@dataclass
class Seen(HTMLParser):
    """What a browser would find: elements with their attributes, and the text of each by id."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    areas: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in ("input", "meta", "link", "br"):
            self.open.append((tag, given.get("id", "")))
        if tag == "textarea":
            self.areas.append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _, found in self.open:
            if found:
                self.texts[found] = self.texts.get(found, "") + data
        if self.open and self.open[-1][0] == "textarea":
            self.areas[-1] += data

    def all(self, tag: str, **given: str) -> list[dict[str, str]]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in given.items()}
        return [a for t, a in self.elements if t == tag and all(a.get(n) == v for n, v in wanted.items())]

    def one(self, tag: str, **given: str) -> dict[str, str]:
        found = self.all(tag, **given)
        assert len(found) == 1, (tag, given, found)
        return found[0]


def seen(html: str) -> Seen:
    page = Seen()
    page.feed(html)
    return page


@pytest.fixture
def page():
    def make(text: str = REQUEST, values=None, errors=(), base_url=None, **more) -> str:
        site = site_of(text)
        return render_form(Views(site, base_url)(), site.forms[0], values, errors, **more)

    return make


# What is asked


def test_only_optional_fields_are_marked_and_nothing_wears_an_asterisk(page):
    html = page()
    assert html.count("(optional)") == 4
    assert re.search(r'Email <span class="opt">\(optional\)</span>', html)
    assert "*" not in re.sub(r"<[^>]*>", "", html)


def test_every_input_has_a_label_or_a_group_with_a_name(page):
    found = seen(page())
    for control in found.all("input") + found.all("textarea"):
        if control.get("type") in ("hidden", "radio", "checkbox") or control.get("tabindex") == "-1":
            continue
        found.one("label", for_=control["id"])
    for group in found.all("div", role="radiogroup") + found.all("div", role="group"):
        assert found.texts[group["aria-labelledby"]].strip()


def test_ids_are_used_once_and_every_reference_to_one_leads_somewhere(page):
    found = seen(page())
    ids = [given["id"] for _, given in found.elements if "id" in given]
    assert len(ids) == len(set(ids))
    for _, given in found.elements:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert set(given.get(name, "").split()) <= set(ids)


def test_a_hint_is_tied_to_its_field(page):
    found = seen(page())
    assert found.one("input", id="f-name")["aria-describedby"] == "f-name-hint f-name-error"
    assert found.texts["f-name-hint"] == "The name you go by."


def test_phones_and_mail_get_the_right_keys_and_suggestions(page):
    found = seen(page())
    tel, email, name = (found.one("input", id=f"f-{which}") for which in ("tel", "email", "name"))
    assert (tel["type"], tel["inputmode"], tel["autocomplete"], tel["class"]) == ("tel", "tel", "tel", "short")
    assert (email["type"], email["inputmode"], email["autocomplete"]) == ("email", "email", "email")
    assert (name["autocomplete"], name["maxlength"]) == ("name", "150")


def test_the_browser_alone_can_judge_what_is_required_and_how_much_fits(page):
    found = seen(page())
    assert all("required" in found.one("input", id=f"f-{which}") for which in ("name", "tel", "ok-call", "voicemail"))
    assert "required" not in found.one("input", id="f-email")
    assert found.one("textarea", id="f-words")["maxlength"] == "100"
    assert "novalidate" not in found.one("form")


def test_nothing_is_ticked_for_anybody(page):
    assert "checked" not in page()


def test_the_clinics_come_from_their_records(page):
    html = page()
    assert "Columbia, Maryland<small>Calls on weekdays</small>" in html
    assert [choice["value"] for choice in seen(html).all("input", name="clinic")] == ["colorado-springs", "columbia"]


def test_with_one_clinic_nobody_is_asked_which(page):
    html = page("locations: [columbia]\n" + REQUEST)
    assert seen(html).one("input", name="clinic") == {"type": "hidden", "name": "clinic", "value": "columbia"}
    assert "Which clinic?" not in html


def test_the_emergency_note_with_its_lines_stands_before_the_first_field(page):
    html = page()
    before = html[: html.index("<form")]
    for line in ("No one reads this form at night.", 'href="tel:911">call 911', 'href="sms:988">text 988', "then press 1"):
        assert line in before


def test_steps_say_how_long_they_take_and_the_edge_counts_tens_of_seconds(page):
    html = page()
    assert '<div class="edge n4"><p class="at" aria-hidden="true"><b>1</b> <i>40 seconds</i></p></div>' in html
    assert '<legend><span class="hide">Step 1 of 1: </span>About you</legend>' in html
    assert '<p class="why">So that we can call.</p>' in html


def test_a_long_step_makes_every_mark_stand_for_more():
    step = {"legend": "A", "why": "B", "fields": []}
    long = "steps: " + str([{**step, "seconds": 480}, {**step, "seconds": 40}])
    assert [drawn.marks for drawn in steps(form_of(long).form, {}, ())] == [24, 2]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (10, "10 seconds"), (60, "1 minute"), (90, "1½ minutes"), (75, "1 minute 15"), (120, "2 minutes")],
)
def test_durations_read_as_people_say_them(seconds, words):
    assert duration(seconds) == words


def test_consents_share_a_box_and_keep_their_hints_outside_the_label(page):
    html = page()
    (box,) = re.findall(r'<div class="pick">\s*<div class="tick".*?</div>\s*</div>\s*</div>', html, re.S)
    assert box.count('<div class="tick"') == 2
    assert re.search(r'</label>\s*<p class="hint" id="f-ok-text-hint">Texts are not private.</p>', html)


def test_what_a_writer_types_is_never_markup(page):
    html = page("fields: [{name: a, label: '\"Quoted\" & name', type: text, hint: Tom & Ann < or > others}]")
    assert "Tom &amp; Ann &lt; or &gt; others" in html
    assert "“Quoted” &amp; name" in html


def test_the_next_step_is_not_offered_on_the_page_that_is_the_next_step(page):
    html = page()
    assert "The next step" not in html and "The bar" not in html


# What is wrong


def test_nothing_is_wrong_with_a_good_request():
    assert validate(FORM, GOOD) == ()


def test_an_empty_form_names_every_required_field_in_its_order():
    assert [error.name for error in validate(FORM, {})] == ["name", "tel", "voicemail", "clinic", "ok-call"]


def test_default_words_tell_what_to_do():
    assert [error.message for error in validate(FORM, {})] == [
        "Fill in “Full name”.",
        "Fill in “Phone number”.",
        "Choose an answer to “May we leave a voicemail?”.",
        "Choose an answer to “Which clinic?”.",
        "Tick “You may call me about this request.” to go on.",
    ]


def test_the_writers_own_words_come_first():
    form = form_of("fields: [{name: tel, label: Phone, type: tel, missing: Write it., wrong: Write all of it.}]").form
    assert validate(form, {}) == (FieldError("tel", "Write it."),)
    assert validate(form, {"tel": ("555-0142",)}) == (FieldError("tel", "Write all of it."),)


@pytest.mark.parametrize("blank", [(), ("",), ("  \r\n ",)])
def test_blanks_are_no_answer(blank):
    assert validate(FORM, {**GOOD, "name": blank}) == (FieldError("name", "Fill in “Full name”."),)


@pytest.mark.parametrize("address", ["dana", "dana@", "@example.com", "dana whitfield@example.com", "a@b@c"])
def test_half_an_email_address_is_asked_for_again(address):
    assert validate(FORM, {**GOOD, "email": (address,)})[0].message.startswith("Write the whole email address")


@pytest.mark.parametrize("address", ["dana@example.com", " Dana+x@mail.example ", "dána@bücher.example", "o'neil@x"])
def test_email_addresses_count_as_typed(address):
    assert validate(FORM, {**GOOD, "email": (address,)}) == ()


def test_an_answer_that_was_not_offered_is_refused():
    assert validate(FORM, {**GOOD, "clinic": ("denver",)})[0].message == "Choose from the answers under “Which clinic?”."


def test_a_long_answer_is_measured_as_the_browser_measures_it():
    assert validate(FORM, {**GOOD, "words": ("a\r\n" * 50,)}) == ()
    assert validate(FORM, {**GOOD, "words": ("a" * 101,)})[0].message == "Write at most 100 characters under “Anything else?”."


punctuation = st.text(st.characters(exclude_categories=("Nd", "Cs", "Nl", "No"), exclude_characters="\r\n"), max_size=4)


@given(st.lists(st.sampled_from("0123456789"), min_size=10, max_size=12), st.data())
def test_any_ten_digits_are_a_phone_number_in_any_punctuation(digits, data):
    typed = "".join(data.draw(punctuation) + digit for digit in digits) + data.draw(punctuation)
    assert validate(form_of_tel, {"tel": (typed,)}) == ()
    assert re.fullmatch(steps(form_of_tel, {}, ())[0].blocks[0][0].attributes["pattern"], typed, re.A)


form_of_tel = form_of("fields: [{name: tel, label: Phone, type: tel, limit: 200}]").form


@given(st.lists(st.sampled_from("0123456789"), max_size=9))
def test_fewer_than_ten_digits_are_not(digits):
    assert len(validate(form_of_tel, {"tel": ("-".join(digits),)})) == 1


typed_text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
anything = st.fixed_dictionaries(
    {
        "name": st.tuples(typed_text),
        "tel": st.tuples(typed_text),
        "email": st.tuples(typed_text),
        "words": st.tuples(st.text(st.characters(exclude_categories=("Cs",), include_characters="\n", exclude_characters="\0\r"), max_size=60)),
        "voicemail": st.sampled_from([(), ("yes",), ("no",)]),
        "time": st.sampled_from([(), ("8",), ("8", "10")]),
        "ok-call": st.sampled_from([(), ("yes",)]),
    }
)


VIEWS = Views(site_of())


@given(anything)
@settings(deadline=None, max_examples=40)
def test_a_page_with_errors_never_loses_a_value(values):
    before = {name: tuple(texts) for name, texts in values.items()}
    errors = validate(FORM, values)
    found = seen(render_form(VIEWS(), VIEWS.site.forms[0], values, errors))
    assert values == before
    for name in ("name", "tel", "email"):
        assert found.one("input", id=f"f-{name}")["value"] == values[name][0]
    assert found.areas[0].removeprefix("\n") == values["words"][0]
    for name in ("voicemail", "time", "ok-call"):
        assert tuple(c["value"] for c in found.all("input", name=name) if "checked" in c) == values[name]


def test_a_box_for_several_lines_keeps_a_first_line_that_is_empty(page):
    html = page(values={**GOOD, "words": ("\n\nafter two empty lines",)})
    # a browser drops the first line end after the tag
    assert seen(html).areas[0].removeprefix("\n") == "\n\nafter two empty lines"


# How errors look


def test_the_summary_leads_to_the_fields_in_the_words_that_stand_beside_them(page):
    errors = validate(FORM, {})
    html = page(errors=errors)
    found = seen(html)
    for error in errors:
        found.one("a", href=f"#f-{error.name}")
        assert found.texts[f"f-{error.name}-error"] == error.message
        assert error.message in found.texts["problem"]
    assert html.index("There is a problem") < html.index("<h1")


def test_the_title_says_error_and_the_summary_takes_the_focus(page):
    html = page(errors=(FieldError("name", "Write it."),))
    assert "<title>Error: Request an appointment" in html
    problem = seen(html).one("section", id="problem")
    assert "autofocus" in problem and "hidden" not in problem and problem["tabindex"] == "-1"


def test_a_wrong_field_says_so_to_screen_readers(page):
    found = seen(page(errors=validate(FORM, {})))
    assert found.one("input", id="f-name")["aria-invalid"] == "true"
    assert found.one("div", role="radiogroup", data_name="voicemail")["aria-invalid"] == "true"
    assert found.one("input", id="f-ok-call")["aria-invalid"] == "true"
    assert "aria-invalid" not in found.one("input", id="f-email")


def test_a_page_without_errors_keeps_their_places_empty_and_hidden(page):
    found = seen(page())
    assert "hidden" in found.one("section", id="problem")
    assert all("hidden" in given for given in found.all("p", class_="error"))
    assert not any(text.strip() for name, text in found.texts.items() if name.endswith("-error"))


def test_the_script_is_given_the_same_words(page):
    found = seen(page())
    missing = {given["data-name"]: given.get("data-missing") for given in found.all("div") if "data-name" in given}
    assert {name: words for name, words in missing.items() if words} == {e.name: e.message for e in validate(FORM, {})}
    tel = found.one("div", data_name="tel")
    assert tel["data-wrong"] == validate(FORM, {**GOOD, "tel": ("1",)})[0].message == found.one("input", id="f-tel")["title"]


def test_an_error_about_the_whole_form_leads_nowhere(page):
    html = page(errors=(FieldError("", "Please press the button once more."),))
    assert "<li>Please press the button once more.</li>" in html


def test_a_failure_is_told_by_the_button_with_the_phones(page):
    html = page(served=True, failed=True, values=GOOD)
    told = html[html.index('class="unsent"') :]
    assert "This did not go through." in told and "Everything you typed is still here." in told
    assert 'href="tel:+17195550142">719-555-0142</a> or <a class="tel" href="tel:+14105550118">' in told
    assert 'value="Dana Whitfield"' in html


# Where it goes

POST = 'forms: {backend: post, baa: signed, endpoint: "https://forms.example/f/1", honeypot: _gotcha, redirect_field: _next, hidden: {_subject: New request}}\n'


def test_netlify_finds_the_form_by_its_attributes(page):
    found = seen(page("forms: {backend: netlify}\n" + REQUEST))
    form = found.one("form")
    assert form["method"] == "post" and form["action"] == "/request-appointment/thank-you/"
    assert (form["name"], form["data-netlify"]) == ("request-appointment", "true")
    assert form["data-netlify-honeypot"] == found.one("input", tabindex="-1")["name"]
    assert found.one("input", name="form-name")["value"] == "request-appointment"


def test_netlify_is_told_the_address_under_the_base_path(page):
    form = seen(page("forms: {backend: netlify}\n" + REQUEST, base_url="https://host.example/site")).one("form")
    assert form["action"] == form["data-thanks"] == "/site/request-appointment/thank-you/"


def test_post_goes_to_the_endpoint_with_what_the_service_wants(page):
    found = seen(page(POST + REQUEST))
    assert (found.one("form")["method"], found.one("form")["action"]) == ("post", "https://forms.example/f/1")
    assert found.one("input", name="_subject")["value"] == "New request"
    assert found.one("input", name="_next")["value"] == "https://www.juniperrow.example/request-appointment/thank-you/"
    assert found.one("input", name="_gotcha")["autocomplete"] == "off"


def test_phone_only_has_no_form_but_numbers_and_hours(page):
    html = page("forms: {backend: phone-only}\n" + REQUEST)
    assert "<form" not in html and "<input" not in html and "form.js" not in html
    assert "719-555-0142" in html and "Monday, 8\xa0am to 5\xa0pm" in html
    assert "Not for emergencies" in html and "A nurse calls" in html


def test_a_built_preview_checks_the_fields_sends_nothing_and_says_so(page):
    html = page("forms: {backend: preview}\n" + REQUEST)
    form = seen(html).one("form")
    assert form["method"] == "dialog" and "action" not in form
    note = html[html.index('class="note sample-note"') :]
    assert "it does not send" in note and "719-555-0142" in note


def test_a_served_preview_posts_to_this_machine(page):
    found = seen(page("forms: {backend: preview}\n" + REQUEST, served=True, base_url="https://host.example/site"))
    assert (found.one("form")["method"], found.one("form")["action"]) == ("post", "/site/_forms/request-appointment")
    assert "value" not in found.one("input", name="opened_at")


def test_robots_get_a_field_that_nobody_sees_or_reaches(page):
    html = page(served=True)
    assert re.search(r'<p class="hide" aria-hidden="true"><label>Leave this empty <input type="text" name="leave_empty" tabindex="-1" autocomplete="off">', html)


def test_only_the_preview_is_told_when_the_form_was_opened(page):
    assert "opened_at" not in page(POST + REQUEST)


@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_every_backend_knows_whether_an_agreement_is_signed(backend):
    for line, baa in (("", "unknown"), (", baa: signed", "signed")):
        site = site_of(f"forms: {{backend: {backend}{line}}}\n{REQUEST}")
        assert BACKENDS[backend](Views(site)(), site.forms[0], False).baa == baa


def test_the_table_of_backends_is_that_of_the_clinics_file():
    with pytest.raises(AssertionError, match="preview"):
        site_of("forms: {backend: pigeon}\n" + REQUEST)
    assert sorted(BACKENDS) == ["netlify", "phone-only", "post", "preview"]


# Afterwards


def test_the_page_after_sending_names_the_numbers_and_nothing_about_health():
    site = site_of()
    html = Views(site)().render("pages/thanks.html", form=site.forms[0], clinic=site.clinic)
    assert "<title>We have your request" in html
    assert "A nurse calls you by 5\xa0pm." in html
    assert 'href="tel:+14105550118">410-555-0118</a>' in html and "The call comes from one of these numbers." in html
    assert "The next step" not in html

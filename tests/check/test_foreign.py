"""Pages of other people's websites, as they are found: what is said of them, and where."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.check.foreign import FOREIGN_RULES, check_foreign, read_foreign
from clinicsite.check.trust import Trust
from clinicsite.model.diagnostic import Diagnostic, Location

ABOUT = """\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<HTML><HEAD><TITLE>Bright Hope Ketamine</TITLE>
<link rel="profile" href="http://gmpg.org/xfn/11">
<link rel='canonical' href='https://www.brighthope.example/about/' />
<link rel="pingback" href="https://brighthope.example/xmlrpc.php">
<LINK REL=stylesheet HREF=//fonts.googleapis.com/css?family=Lato>
<link rel="stylesheet" href="https://brighthope.example/wp-content/style.css">
<img src="https://cdn.brighthope.example/logo.png">
<script>!function(f,b,e,v,n,t,s){n=f.fbq=function(){};t=b.createElement(e);t.src=v;}(window,document,'script',
'https://connect.facebook.net/en_US/fbevents.js'); fbq('init', '1'); fbq('track', 'PageView');</script>
<noscript><img height=1 width=1 style="display:none" src="https://www.facebook.com/tr?id=1&ev=PageView&noscript=1"/></noscript>
<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
<script>window.dataLayer=[];function gtag(){dataLayer.push(arguments)} gtag('config', 'G-1');</script>
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "MedicalClinic",
 "aggregateRating": {"@type": "AggregateRating", "ratingValue": "5", "reviewCount": "212"}}
</script>
</HEAD>
<BODY class=home background="">
<p>In an emergency call 911, or 988.
<nav><a href=/>Home</a><form role=search action=/><input type=search name=s></form></nav>
<h1>About us<h2>Contact
<iframe src="https://www.google.com/maps/embed?pb=1" width="600"></iframe>
<a href="https://www.google.com/maps/dir//Bright+Hope">Directions</a>
<form action="http://brighthope.example/send" >
  <input type=text name=your-name placeholder="Name *">
  <input type="number" name='phone' placeholder='Phone*'>
  <label>Email <input name=email autocomplete=off></label>
  <textarea name="symptoms" placeholder="Tell us about your symptoms"></textarea>
  <input type=hidden name=utm_source><input type=hidden name=gclid>
  <label><input type=checkbox name=marketing checked> Send me offers
  <button>Book now</button>
  <p>In an emergency call 911 or 988.</p>
</form>
<div id="comments"><h3>One Reply to “About us”</h3></div>
</BODY>
"""


def found(html: str, base_url: str = "", trust: Trust = Trust()) -> list[Diagnostic]:
    return list(check_foreign("old-site/about.html", html, base_url, trust))


def said(html: str, code: str = "") -> list[str]:
    return [d.message for d in found(html) if d.code.startswith(code)]


def test_a_page_as_it_is_found_is_judged_with_every_place():
    told = sorted((d.where.line, d.where.column, d.code, d.message) for d in found(ABOUT))
    assert told == [
        (6, 1, "PRI-01", "The page loads a style sheet from `fonts.googleapis.com`, which is Google Fonts."),
        (10, 2, "PRI-01", "The page holds a script that calls `connect.facebook.net`, which is Meta pixel."),
        (11, 11, "PRI-01", "The page loads a picture from `www.facebook.com`, which is Meta pixel."),
        (12, 1, "PRI-01", "The page loads a script from `www.googletagmanager.com`, which is Google Analytics."),
        (16, 2, "TES-04", "The page's JSON-LD rates the clinic in `aggregateRating`."),
        (23, 1, "PRI-01", "The page shows a frame from `www.google.com`, which is Google Maps."),
        (25, 1, "CRI-06", "No note before the form's first field names 911 and 988."),
        (25, 1, "PRI-02", "The form is sent by GET, so that what is typed stands in the address."),
        (25, 1, "PRI-02", "The form is sent to `brighthope.example` over http, in the clear."),
        (26, 3, "PRI-03", "The field `Name *` has a placeholder for its label and no `autocomplete`."),
        (26, 3, "PRI-03", "The form marks 2 fields with an asterisk, as in `Name *`."),
        (27, 3, "PRI-03", "The field `Phone*` has a placeholder for its label, the type `number` and no `autocomplete`."),
        (28, 16, "PRI-03", "The field `Email` has the type `text` and `autocomplete=\"off\"`."),
        (29, 3, "PRI-02", "`Tell us about your symptoms` asks people to write about their health."),
        (29, 3, "PRI-03", "The field `Tell us about your symptoms` has a placeholder for its label."),
        (30, 3, "PRI-02", "The form sends along where the visitor came from: `utm_source`, `gclid`."),
        (31, 10, "PRI-02", "`Send me offers Book now In an emergency call 911 or 988.` starts out ticked."),
        (35, 24, "TES-05", "The page lets visitors publish comments, by the words “One Reply to”."),
    ]
    assert {d.where.file for d in found(ABOUT)} == {"old-site/about.html"}
    assert {d.severity for d in found(ABOUT) if d.code != "TES-05"} == {"error"}


FORM = """<main><p>Emergency? Call 911. Suicide? Call 988.</p><form method=post action="{action}">
<label for=a>Phone number</label><input id=a type=tel autocomplete=tel>{more}</form></main>"""


def form(more: str = "", action: str = "/send") -> str:
    return FORM.format(action=action, more=more)


@pytest.mark.parametrize(
    "html",
    [
        "<a href=https://www.google.com/maps/dir/x>Way</a>", "<link rel=stylesheet href=/fonts/lato.css>", "<img src=/assets/map.png>",
        "<img src=data:image/png;base64,AA>", "<script src=js/app.js></script>", '<link rel="alternate" href="https://x.test/feed">',
        "<link rel=https://api.w.org/ href=https://x.test/wp-json/>", "<!-- <script src=//x.test/a.js></script> -->",
        "<textarea readonly><script src=//x.test/a.js></script></textarea>", "<style>@namespace svg url(http://www.w3.org/2000/svg);</style>",
        "<style>a{background:url(/a.png)}</style>", "<script>location='https://www.facebook.com/us'</script>",
        '<script type="application/ld+json">{"sameAs": "https://www.facebook.com/us"}</script>',
        '<script type="text/plain" data-src="https://www.googletagmanager.com/gtag/js"></script>',
        "<meta http-equiv=refresh content='5; url=/new/'>", "<a ping='' href=/>x</a>", "<img src='https://[bad'>", "<img src='//'>",
        '<form method=get role=search><input name=q></form>', '<form><input type=email><input type=password></form>', form(),
        form("<label for=t>Anything we should know to call you safely? (best time)</label><textarea id=t name=note></textarea>"),
        form("<label><input type=checkbox name=marketing> Send me the newsletter. See our privacy policy.</label>"),
        form("<input type=hidden name=form-name value=contact>"), form("<input name=hp tabindex=-1 placeholder='Your name'>"),
        form("<label for=b>Company name</label><input id=b name=company-name>"),
        form("<label for=b>Your doctor's name</label><input id=b name=dr>"), form("<label>Name<input name=n autocomplete=name></label>"),
        form("<input aria-label='Your email' type=email autocomplete='section-a email'>"),
        form("<label for=d>Best day</label><select id=d name=day><option>Monday</select>"),
        form("<button formaction=/later formmethod=post>Later</button>"),
        '<form method=post action=/news><label>Email<input type=email autocomplete=email></label><button>Subscribe</button></form>',
        '<a href="https://reviews.test/us">Reviews of us</a>', '<script type="application/ld+json">{"@type": "MedicalClinic"}</script>',
        '<script type="application/ld+json">{"@type": "Book", "aggregateRating": {"@type": "AggregateRating"}}</script>',
        '<script type="application/ld+json">{"@type": "MedicalWebPage", "lastReviewed": "2026-01-01", "reviewedBy": {}}</script>',
        "<p>Give <a href=/feedback>feedback on this page</a>. We reply to questions by phone.</p>", "<script>x='>Leave a reply'</script>",
    ],
)  # fmt: skip
def test_what_is_sound_is_passed_over(html):
    assert said(html) == []


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<script src=//connect.facebook.net/en/x.js></script>", "loads a script from `connect.facebook.net`, which is Meta pixel"),
        ("<iframe src=https://www.google.com/maps/embed></iframe>", "shows a frame from `www.google.com`, which is Google Maps"),
        ("<IFRAME data-src='https://www.youtube.com/embed/x'>", "shows a frame from `www.youtube.com`, which is YouTube"),
        ("<link href=https://fonts.gstatic.com rel='preconnect' crossorigin>", "opens a connection to `fonts.gstatic.com`, which is Google Fonts"),
        ("<style>@import url('https://fonts.googleapis.com/css')</style>", "loads a style sheet from `fonts.googleapis.com`, which is Google Fonts"),
        ("<style>@import '//x.test/a.css';</style>", "loads a style sheet from `x.test`"),
        ("<style>@font-face{src:url(//x.test/a.woff2)}</style>", "loads a font or picture from `x.test`"),
        ("<p style=\"background: url('https://x.test/a.png')\">", "loads a picture from `x.test`"),
        ("<table background=https://x.test/a.gif>", "loads a picture from `x.test`"),
        ("<video poster='http://x.test/a.jpg'>", "loads a video from `x.test`"),
        ("<meta HTTP-EQUIV=Refresh content='0;URL=https://x.test/'>", "sends visitors on to `x.test`"),
        ("<a href=/ ping=https://x.test/c>x</a>", "reports clicks to `x.test`"),
        ("<img src='\\\\x.test\\a.png'>", "loads a picture from `x.test`"),
        ("<img src='ht\ntps://x.test/a.png'>", "loads a picture from `x.test`"),
        ("<img srcset='a.png 1x, https://x.test/b.png 2x'>", "loads a picture from `x.test`"),
        ("<script>var s=d.createElement('script'); s.src='https://x.test/a.js'</script>", "holds a script that calls `x.test`"),
        ("<script>document.write(\"<script src='//x.test/a.js'><\\/script>\")</script>", "holds a script that calls `x.test`"),
        ("<script>navigator.sendBeacon('https://x.test/b')</script>", "holds a script that calls `x.test`"),
        ("<script>a={\"u\":\"https:\\/\\/static.hotjar.com\\/c\"}</script>", "holds a script that calls `static.hotjar.com`, which is Hotjar"),
        ("<script>fbq('track', 'Lead')</script>", "holds a script that calls `connect.facebook.net`, which is Meta pixel"),
        ("<script>ttq.load('X')</script>", "holds a script that calls `analytics.tiktok.com`, which is TikTok pixel"),
        ("<img src=https://x.test/a.png><img src=https://x.test/b.png>", "loads a picture from `x.test` in 2 places"),
    ],
)  # fmt: skip
def test_whatever_a_page_asks_of_another_host_is_named(html, message):
    (one,) = found(html)
    assert (one.code, one.message) == ("PRI-01", f"The page {message}.")


@pytest.mark.parametrize(
    "claim",
    ["<link rel=canonical href='https://www.hope.test/a'>", "<meta property=og:url content=https://hope.test/>", "<base href=https://hope.test/>",
     "<!-- saved from url=(0020)https://hope.test/a -->", "<link rel='https://api.w.org/' href='https://hope.test/wp-json/'>"],
)  # fmt: skip
def test_a_page_that_says_where_it_lives_may_load_from_there(claim):
    html = "<img src=https://hope.test/a.png><img src=//www.hope.test/b.png><img src=https://img.hope.test/c.png>"
    assert len(said(html)) == 3
    assert said(claim + html) == []
    assert len(said(claim + "<img src=https://nothope.test/a.png>")) == 1


def test_the_address_of_a_page_can_be_given():
    assert found("<img src=https://hope.test/a.png>", "https://hope.test/about/") == []


def test_a_host_that_clinic_yaml_allows_may_be_asked():
    trust = Trust((("x.test", Location("content/clinic.yaml", 9)),))
    assert found("<img src=https://x.test/a.png>", trust=trust) == []
    assert [d.code for d in found("<img src=https://y.x.test/a.png>", trust=trust)] == ["PRI-01"]


def test_the_way_out_depends_on_what_it_is():
    hints = [found(f"<script src=https://{host}/x></script>")[0].hint for host in ("static.hotjar.com", "fonts.googleapis.com", "x.test")]
    assert [hint.partition(";")[0] for hint in hints] == [
        "Take it out: who reads which page of a clinic is health information", "Keep the font files in the site's own folder",
        "Keep the file in the site's own folder, or link to it with words",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("action", "messages"),
    [
        ("mailto:a@b.test?subject=x", ["The form is sent by mail, to `a@b.test`."]),
        ("MAILTO:a@b.test", ["The form is sent by mail, to `a@b.test`."]),
        ("http://hope.test/x", ["The form is sent to `hope.test` over http, in the clear.",
                                "The form is sent to `hope.test` and clinic.yaml declares no signed agreement with it."]),
        ("https://formspree.io/f/x", ["The form is sent to `formspree.io`, which is Formspree, and clinic.yaml declares no signed agreement with it."]),
        ("//x.test/f", ["The form is sent to `x.test` and clinic.yaml declares no signed agreement with it."]),
    ],
)  # fmt: skip
def test_where_a_form_must_not_go(action, messages):
    assert said(form(action=action)) == messages


def test_a_form_may_go_to_a_host_with_a_signed_agreement():
    assert found(form(action="https://forms.test/f"), trust=Trust(forms=frozenset({"forms.test"}))) == []


def test_a_button_may_send_a_form_elsewhere():
    assert said(form("<button formaction=mailto:a@b.test>Mail</button>")) == ["The form is sent by mail, to `a@b.test`."]
    assert said(form("<input type=submit formmethod=get>")) == ["The form is sent by GET, so that what is typed stands in the address."]


@pytest.mark.parametrize(
    ("more", "code", "message"),
    [
        ("<label>Current medications <textarea></textarea></label>", "PRI-02", "`Current medications` asks people to write about their health."),
        ("<label>Reason for visit <input></label>", "PRI-02", "`Reason for visit` asks people to write about their health."),
        ("<label>Which condition? <select><option>PTSD</select></label>", "PRI-02", "`Which condition?` asks people to write about their health."),
        ("<label><input type=checkbox> You may text me about my appointment and special offers</label>", "PRI-02",
         "`You may text me about my appointment and special offers` asks for one yes to advertising and to something else."),
        ("<p>By clicking Send you agree to our terms and to receive marketing texts.</p>", "PRI-02",
         "`By clicking Send you agree to our terms` asks for one yes to advertising and to something else."),
        ("<input type=hidden name=fbclid>", "PRI-02", "The form sends along where the visitor came from: `fbclid`."),
        ("<label>Date of birth <input type=date></label>", "PRI-03", "`Date of birth` asks for a date of birth."),
        ("<select name=m aria-label=Month></select><select name=d aria-label=Day></select>", "PRI-03", "The form asks for a date out of 2 lists."),
        ("<label>Name* <input autocomplete=name></label>", "PRI-03", "The form marks a field with an asterisk, as in `Name*`."),
        ("<label>Mobile <input autocomplete=tel></label>", "PRI-03", "The field `Mobile` has the type `text`."),
        ("<select name=clinic></select>", "PRI-03", "The field `clinic` has no label."),
        ("<label>SSN <input name=ssn></label>", "PRI-04",
         "`SSN` asks for a Social Security number: it is never needed before a visit and is what thieves look for."),
        ("<label>Card <input autocomplete=cc-number></label>", "PRI-04", "`Card` asks for payment details: a request for a call costs nothing."),
    ],
)  # fmt: skip
def test_what_a_form_must_not_ask(more, code, message):
    assert [(d.code, d.message) for d in found(form(more))] == [(code, message)]


def test_an_asterisk_that_is_explained_is_not_alone():
    html = form("<p>Fields with * are required.</p><label>Name* <input autocomplete=name></label>")
    assert said(html) == []


def test_the_note_counts_in_the_main_part_above_the_form_only():
    fields = "<form method=post><label>Phone<input type=tel autocomplete=tel></label></form>"
    note = "<p>Call 911 or 9<b>88</b>, <a href=tel:988>988</a>.</p>"
    assert said(note + fields) == []
    assert said(f"<main>{note}{fields}</main>") == []
    assert said(f"<header>{note}</header><main>{fields}</main>") == ["No note before the form's first field names 911 and 988."]
    assert said(f"{note}<nav>Menu</nav>{fields}") == ["No note before the form's first field names 911 and 988."]
    assert said(f"<main><p>Call 911.</p>{fields}{note}</main>") == ["No note before the form's first field names 988."]
    assert said(f"<main><p>Call 719-555-0911 or 988 Main Street.</p>{fields}</main>") == ["No note before the form's first field names 911."]


def test_a_form_in_a_form_is_part_of_it_and_fields_may_stand_outside():
    assert said("<form method=post action=/a><form action=mailto:a@b.c><textarea aria-label=x></textarea>", "PRI-02") == []
    html = "<main>911, 988<form id=f method=post action=mailto:a@b.test></form><textarea form=f aria-label=Question></textarea></main>"
    assert said(html) == ["The form is sent by mail, to `a@b.test`."]
    assert said(form("<label>Time<select name=time><option>Any</label><label>Name<input name=n autocomplete=name></label>")) == []
    assert said("<main>911, 988 <input name=email placeholder=Email> <textarea aria-label=x></textarea>", "PRI-03") == [
        "The field `Email` has a placeholder for its label, the type `text` and no `autocomplete`."
    ]


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<script type="application/ld+json">[{"@graph": [{"@type": ["Physician"], "review": [{"reviewBody": "x"}]}]}]</script>',
         "The page's JSON-LD rates the clinic in `review`."),
        ('<script type="application/ld+json">{"@type": "Review", "itemReviewed": {"@type": "LocalBusiness"}}</script>',
         "The page's JSON-LD rates the clinic in `Review`."),
        ('<script type="application/ld+json">{"aggregateRating": {,}</script>', "The page's JSON-LD rates the clinic in `aggregateRating`."),
        ('<div itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">', "The page's microdata rates the clinic in `aggregateRating`."),
        ('<div itemscope itemtype="http://schema.org/Review">', "The page's microdata rates the clinic in `Review`."),
        ('<div typeof="schema:AggregateRating">', "The page's RDFa rates the clinic in `AggregateRating`."),
    ],
)  # fmt: skip
def test_a_rating_of_the_clinic_is_found_in_every_spelling(html, message):
    assert said(html) == [message]


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ('<form action="/wp-comments-post.php" id="commentform" method=post><textarea aria-label=x></textarea></form>', "a form for comments"),
        ("<div id=disqus_thread></div>", "Disqus"), ('<div class="fb-comments"></div>', "Facebook comments"),
        ("<h3>\n  Leave a Reply</h3>", "the words “Leave a Reply”"), ("<h2>3 thoughts on “Ketamine”</h2>", "the words “3 thoughts on”"),
        ("<a>0 Comments</a>", "the words “0 Comments”"), ("<script>a()</script>\nPost a comment", "the words “Post a comment”"),
    ],
)  # fmt: skip
def test_open_comments_are_a_warning(html, what):
    (one,) = found(html)
    assert (one.code, one.severity, one.message) == ("TES-05", "warning", f"The page lets visitors publish comments, by {what}.")


SOUP = {
    "brackets": "<" * 5_000_000, "tags that never end": "<a " * 1_500_000, "quotes that never end": '<a x="' * 800_000,
    "open tags": "<label for=x>Phone" * 100_000, "nested forms": "<form><div>" * 50_000 + "<input name=phone>",
    "open scripts": "<script>" * 100_000, "open lists": "<select name=month><option>" * 10_000,
    "open JSON": '<script type="application/ld+json">' + "[" * 3_000_000,
    "slashes in a script": "<script>" + "//a." * 300_000, "pictures": "<img src=//x.test/a.png>\n" * 50_000,
    "forms by the thousand": "<form action=mailto:a@b.c><textarea name=symptoms></textarea></form>\n" * 5_000,
}  # fmt: skip


@pytest.mark.parametrize("html", SOUP.values(), ids=list(SOUP))
def test_megabytes_of_soup_take_seconds(html):
    started = time.process_time()
    found(html)
    assert time.process_time() - started < 20


PARTS = st.sampled_from(
    ["<", ">", '"', "'", "=", "/", "!", "--", "<!--", "-->", "<form", "<input", "</form>", "<label", "</label>", "<script", "</script", "<style>",
     "<textarea", "<select", "<option", "<main>", "</nav>", " name=phone", " type=", " action=", " src=", "//x.test", "http://[", " style=", "url(",
     "@import", "&#x110000;", "&amp", "\x00", "\r\n", "é", "*", "911", "disqus_thread", " Leave a reply", '{"@type":', "]", "<meta http-equiv=refresh content="]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
def test_no_page_whatever_makes_the_rules_stumble(html):
    for diagnostic in found(html):
        assert 1 <= diagnostic.where.line <= html.count("\n") + 1 and diagnostic.where.column >= 1


def test_a_rule_for_foreign_pages_looks_at_one_document():
    assert {rule.scope for rule in FOREIGN_RULES} == {"document"}
    assert {rule.code for rule in FOREIGN_RULES} == {"PRI-01", "PRI-02", "PRI-03", "PRI-04", "CRI-06", "TES-04", "TES-05"}


def test_a_place_counts_lines_and_columns_of_the_file_itself():
    page = read_foreign("old-site/a.html", "<p>\r\n  <IMG SRC=x>")
    assert str(page.at(page.by_tag["img"][0])) == "old-site/a.html:2:3"

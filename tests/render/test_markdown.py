from __future__ import annotations

import re
import threading
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import clinicsite.render.markdown as converting
from clinicsite.model.page import Body
from clinicsite.read.scan import scan
from clinicsite.render.markdown import convert, convert_inline


def html(text: str) -> str:
    return convert(scan(text, 1))


def flat(text: str) -> str:
    return html(text).replace("\n", "")


# What depends on other files stays open


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[fees](../fees.md#gfe)", '<a data-to="../fees.md#gfe">fees</a>'),
        ("[fees](/fees/)", '<a data-to="/fees/">fees</a>'),
        ("[fees][f]\n\n[f]: /pages/fees.md", '<a data-to="/pages/fees.md">fees</a>'),
        ("[word](term:dissociation)", '<a data-term="dissociation">word</a>'),
        ("[here](#driving)", '<a href="#driving">here</a>'),
        ("[it](https://example.org/a?b=1&c=2)", '<a href="https://example.org/a?b=1&amp;c=2">it</a>'),
        ("<https://example.org>", '<a href="https://example.org">https://example.org</a>'),
        ("[it](HTTPS://Example.org)", '<a href="HTTPS://Example.org">it</a>'),
        ("[call](tel:+17195550142)", '<a href="tel:+17195550142">call</a>'),
        ("[text](sms:988)", '<a href="sms:988">text</a>'),
        ("[mail](mailto:a@example.org)", '<a href="mailto:a@example.org">mail</a>'),
        ("[x](javascript:alert(1))", '<a data-to="javascript:alert(1)">x</a>'),
        ("[x](http://example.org)", '<a data-to="http://example.org">x</a>'),
        ("[x](//example.org)", '<a data-to="//example.org">x</a>'),
        ('[x](a.md "Say \'so\'")', '<a data-to="a.md" title="Say \'so\'">x</a>'),
        ("![A chair](/images/c.png)", '<img alt="A chair" data-src="/images/c.png">'),
    ],
)
def test_links_and_pictures_keep_the_target_as_it_was_written(text, link):
    assert html(text).startswith(f"<p>{link}</p>")


def test_citations_become_marks_to_be_numbered():
    assert html("It helped.[@a2013; @b_2014] Not `[@c]`.") == (
        '<p>It helped.<x-cite keys="a2013 b_2014"></x-cite> Not <code>[@c]</code>.</p>'
    )


def test_a_block_carries_its_title_and_options():
    text = '/// figure | /c.svg\n    alt: "A <chair> & \\"table\\""\n    credit: Jo\nA *caption*.\n///'
    assert html(text) == (
        '<x-block argument="/c.svg" level="2" name="figure" '
        'options="{&quot;alt&quot;: &quot;A &lt;chair&gt; &amp; \\&quot;table\\&quot;&quot;, &quot;credit&quot;: &quot;Jo&quot;}">'
        "<p>A <em>caption</em>.</p></x-block>"
    )


def test_blocks_may_stand_in_blocks():
    assert flat("//// evidence | E\nWords.\n\n/// do | Do\n- rest\n///\n////") == (
        '<x-block argument="E" level="2" name="evidence" options="{}"><p>Words.</p>'
        '<x-block argument="Do" level="2" name="do" options="{}"><ul><li>rest</li></ul></x-block></x-block>'
    )


def test_a_blocks_title_is_as_high_as_where_it_stands():
    text = "/// faq | One?\nA.\n///\n\n## Two\n\n/// faq | Three?\nB.\n///"
    assert 'id="one" level="2"' in html(text) and 'id="three" level="3"' in html(text)


def test_a_term_is_explained_after_the_block_that_uses_it_first():
    text = "A [word](term:w) and [it](term:w).\n\n- [other](term:o) [word](term:w)\n\nThe [word](term:w)."
    assert flat(text) == (
        '<p>A <a data-term="w">word</a> and <a data-term="w">it</a>.</p><x-gloss term="w"></x-gloss>'
        '<ul><li><a data-term="o">other</a> <a data-term="w">word</a></li></ul><x-gloss term="o"></x-gloss>'
        '<p>The <a data-term="w">word</a>.</p>'
    )


def test_a_table_stands_in_a_block_of_its_own():
    assert flat("Prices:\n\n| Visit | Price |\n|:--|--:|\n| First | $0 |").startswith(
        '<p>Prices:</p><x-block argument="" level="2" name="table" options="{}"><table><thead><tr><th>Visit</th><th>Price</th></tr>'
    )


# Text


def test_typography_knows_what_stands_around_a_mark_and_leaves_code_alone():
    assert html('He said "*no*" and "**yes**".') == "<p>He said “<em>no</em>” and “<strong>yes</strong>”.</p>"
    assert html('`"a" -- b` "c"') == '<p><code>"a" -- b</code> “c”</p>'
    assert html('    "code"') == '<pre><code>"code"\n</code></pre>'
    assert html('It helped.[@a] "So."') == '<p>It helped.<x-cite keys="a"></x-cite> “So.”</p>'
    assert flat('- "a"\n- "b"') == "<ul><li>“a”</li><li>“b”</li></ul>"
    assert html('([@a]"b")') == '<p>(<x-cite keys="a"></x-cite>“b”)</p>'
    assert "<p>One.</p><p>“Two.”</p>" in html('/// evidence | E\nOne.\n\n"Two."\n///')
    assert flat('a  \n"b"') == "<p>a<br>“b”</p>"


def test_code_between_fences_is_printed_as_it_stands():
    assert html("```\n## x\n/// do\n<b>\n```") == "<pre><code>## x\n/// do\n&lt;b&gt;\n</code></pre>"


def test_a_numbered_list_starts_where_it_starts_and_stays_apart_from_bullets():
    assert flat("3. c\n4. d") == '<ol start="3"><li>c</li><li>d</li></ol>'
    assert flat("- a\n\n1. b") == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_equal_texts_give_equal_html_whatever_came_before():
    text = "# A\n\n## A\n\nb[^1]\n\n[^1]: c\n\n[d][e]\n\n[e]: f.md"
    first = html(text)
    html("## A\n\n[^1]: other\n\n[e]: other.md\n\n/// do | A\n- x\n///")
    assert html(text) == first
    assert html("[d][e]") == "<p>[d][e]</p>"


# Nothing foreign


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<b onclick=x>so</b>", "<p>&lt;b onclick=x&gt;so&lt;/b&gt;</p>"),
        ("<!-- note -->", "<p>&lt;!– note –&gt;</p>"),
        ("<div>\n\nso\n\n</div>", "<p>&lt;div&gt;</p>\n<p>so</p>\n<p>&lt;/div&gt;</p>"),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>"),
        ("[a](x.md){onclick=alert(1) style=x href=y}", '<p><a data-to="y">a</a></p>'),
        ("![a](x.png){onerror=alert(1) srcset=y}", '<p><img alt="a" data-src="x.png"></p>'),
        ("## A {onclick=x #b}", '<h2 id="b">A</h2>'),
        ('[a](https://x.org"onmouseover="x)', '<p><a href="https://x.org&quot;onmouseover=&quot;x">a</a></p>'),
    ],
)  # fmt: skip
def test_html_is_printed_and_attributes_are_dropped(text, printed):
    assert html(text) == printed


TAGS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd a img em strong code pre blockquote hr br sup div table thead tbody tr th td "
    "x-cite x-block x-gloss".split()
)
ATTRIBUTES = frozenset("href data-to data-term data-src alt title id class start keys name argument options level term".split())


class Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")


PIECES = st.sampled_from([
    "<", ">", "<script>", "</p>", "<img src=x onerror=y>", "[a](", "](", ")", "javascript:x", "java&#115;cript:x", "https://x.org", "{", "}",
    "{onclick=x}", "{#id style=x}", "\"", "'", "`", "```\n", "\n", "\n\n", "## ", "- ", "1. ", "> ", "    ", "| a | b |\n|--|--|\n| ", "/// do | x\n",
    "///\n", "/// figure | x.svg\n    alt: \"<b>\"\n", "[@a]", "[^1]", "[^1]: x", "![", "<!--", "-->", "&lt;", "&", "\\", "*", "_", "a", " ",
    "[r]: javascript:x\n", "[a][r]", "term:x", "<https://x.org/\"onclick=\"y>", "data-to=", "<x-block name=\"do\">", "\x02", "\x03",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
@example("\x02wzxhzdk:0\x03<b> *a*")
@example("\x02klzzwxh:0009\x03 *a*")
def test_no_text_brings_a_tag_an_attribute_or_a_scheme_of_its_own(text):
    for out in (html(text), convert_inline(text)):
        for tag, attributes in Reader(out).found:
            assert tag in TAGS
            assert set(attributes) <= ATTRIBUTES
            assert (attributes.get("href") or "#").lower().startswith(("#", "https:", "mailto:", "tel:", "sms:"))


# One paragraph of front matter


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Plain *words* and [fees](/pages/fees.md).[@a]", 'Plain <em>words</em> and <a data-to="/pages/fees.md">fees</a>.<x-cite keys="a"></x-cite>'),
        ("A [word](term:w)\n  on two lines", 'A <a data-term="w">word</a> on two lines'),
        ("2019. A spray came.", "2019. A spray came."),
        ("- a", "- a"),
        ("# 1 in the city", "# 1 in the city"),
        ("> so", "&gt; so"),
        ("/// do", "/// do"),
        ("a | b", "a | b"),
        ('"So," <b>she</b> said', "“So,” &lt;b&gt;she&lt;/b&gt; said"),
        ("", ""),
    ],
)
def test_a_field_is_one_paragraph_whatever_it_starts_with(text, line):
    assert convert_inline(text) == line


class ReadBesideAnother:
    """A body that another thread converts a page of its own beside, once the conversion of this one has begun."""

    def __init__(self, body: Body) -> None:
        self.headings, self._text, self.beside = body.headings, body.text, ""

    @property
    def text(self) -> str:
        thread = threading.Thread(target=self._convert_another)
        thread.start()
        thread.join()
        return self._text

    def _convert_another(self) -> None:
        self.beside = html("## Costs\n\nA visit costs *less*.")


MARKS = ["`", "\\", "[", "]", "(", ")", "!", "<", ">", "&", ";", "*", "_", "  \n", "\n\n", "[^1]", "@a", "{#x}", "https://a.example", "a", " b "]


@settings(max_examples=150)
@example("\n\n".join(["&amp;", "*a*", "_b_", "`c`", "<https://a.example>", "![p](/p.svg)", "[@a]", "\\!", "a  \nb"]))
@given(st.lists(st.sampled_from(MARKS), max_size=12).map("".join))
def test_text_that_is_taken_for_plain_holds_no_mark(text):
    found = html(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(converting, "MARKED", re.compile(""))
        assert found == html(text)


LINES = [
    "Words", "words go on", "    code", "# Heading", "===", "---", "1. one", "- two", "* * *", ": a meaning", "> said", "[^1]: a note", "[a]: b.md",
    "| a | b |", "a | b", "--- | ---", "/// note", "///", "```", "", "", "  in", "4 words", "{#id}",
]


@settings(max_examples=150)
@example(["Words", "| - |", "words", ": a meaning", "", "- two", "words go on", "", "    Words", "", "/// note", "Words", "///", "Words", "==="])
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_a_block_that_is_taken_for_a_plain_paragraph_is_one(lines):
    found = html("\n".join(lines))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(converting, "WORDS", re.compile("(?!)"))
        assert found == html("\n".join(lines))


def test_a_page_shown_while_another_is_built_takes_nothing_of_it():
    body = scan("## Who drives\n\nSomebody *else*, `as said`.", 1)
    alone, shared = convert(body), ReadBesideAnother(body)
    assert convert(shared) == alone  # type: ignore[arg-type]
    assert "<em>less</em>" in shared.beside
    assert 'id="who-drives"' in alone

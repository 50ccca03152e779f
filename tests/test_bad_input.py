"""Input of every bad kind, put into a site that was built before: what is said, where, and that site/ stays as it is."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from clinicsite.pipeline import BuildResult
from clinicsite.publish.lock import one_build
from clinicsite.settings import Settings
from tests.clinics import make_clinic
from tests.sites import DAY, Made, split_files

HEAD = "title: What it costs\ndescription: Prices in plain words.\n"
TOPIC = f"-- content/articles/science/index.md --\n---\n{HEAD.replace('What', 'Why')}---\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built without a word."""
    root = tmp_path_factory.mktemp("clinic")
    result = make_clinic(root).build()
    assert (result.ok, result.diagnostics) == (True, ())
    return root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Made:
    root = tmp_path / "clinic"
    shutil.copytree(built, root)
    return Made(root, Settings(root=root, clock=DAY, judged=False))


def told(result: BuildResult) -> list[str]:
    """Diagnostics as lines, without the hint; notes left out."""
    return [f"{d.where} {d.code} {d.message}" for d in result.diagnostics if d.severity != "note"]


def hints(result: BuildResult) -> list[str]:
    return [d.hint for d in result.diagnostics if d.severity != "note"]


def everything(root: Path) -> dict[str, bytes]:
    """Every file of the output folder, the manifest among them."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted((root / "site").rglob("*")) if path.is_file()}


def refused(site: Made, files: str | dict[str, bytes]) -> BuildResult:
    """Build with these files over the site, and see that nothing of site/ changes and that every hint says something."""
    before = everything(site.root)
    for name, text in (split_files(files) if isinstance(files, str) else files).items():
        site.write(name, text)
    result = site.build()
    assert not result.ok and result.written == ()
    assert everything(site.root) == before
    assert all(hint[0].isupper() and hint.endswith((".", "?", "`")) for hint in hints(result))
    return result


def page(body: str = "", keys: str = "", name: str = "pages/x") -> str:
    reader = "audience: clinician\n" if name.startswith("articles/") else ""
    return f"-- content/{name}.md --\n---\n{HEAD}{keys}{reader}---\n{body}\n"


# Files


FILES: dict[str, tuple[dict[str, bytes], str]] = {
    "empty": ({"content/pages/x.md": b""}, "content/pages/x.md:1:1 READ005 This file is empty."),
    "blank": ({"content/pages/x.md": b"\xef\xbb\xbf \r\n\n"}, "content/pages/x.md:1:1 READ005 This file is empty."),
    "binary": ({"content/pages/x.md": b"---\ntitle: a\0b\n---\n"}, "content/pages/x.md:1:1 READ004 This file holds binary data, not text."),
    "utf-16": ({"content/pages/x.md": "---\n".encode("utf-16")}, "content/pages/x.md:1:1 READ004 This file holds binary data, not text."),
    "latin-1": (
        {"content/pages/x.md": "---\ntitle: café\n".encode("latin-1")},
        "content/pages/x.md:2:11 READ003 This file is not UTF-8 text.",
    ),
    "very large": ({"content/pages/x.md": b"a" * 1_500_000}, "content/pages/x.md:1:1 READ006 This file is too large (1.5 MB)."),
    "very large picture": (
        {"content/images/x.png": b"a" * 20_500_000},
        "content/images/x.png:1:1 READ006 This file is too large (20.5 MB).",
    ),
    "empty picture": ({"content/images/x.png": b""}, "content/images/x.png:1:1 READ005 This file is empty."),
    "capital ending": ({"content/pages/x.MD": b"---\n"}, "content/pages/x.MD:1:1 READ008 `x.MD` ends in capitals."),
    "nowhere": ({"content/blog/x.md": b"---\n"}, "content/blog/x.md:1:1 READ009 No kind of page lives at `blog/x.md`."),
    "a name that is no address": (
        {"content/pages/Our Fees.md": f"---\n{HEAD}---\n".encode()},
        "content/pages/Our Fees.md:1:1 READ010 `Our Fees` cannot be part of a web address.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "message"), FILES.values(), ids=list(FILES))
def test_a_file_that_cannot_be_used_is_named_and_the_site_stays(site, files, message):
    assert told(refused(site, files)) == [message]


@pytest.mark.parametrize("text", [f"\ufeff---\n{HEAD}---\nSo.\n", f"---\n{HEAD}---\nSo.\n".replace("\n", "\r\n"), f"---\n{HEAD}---\nSo.".replace("\n", "\r")])
def test_byte_order_marks_and_foreign_line_ends_are_fine(site, text):
    site.write("content/pages/x.md", text.encode())
    result = site.build()
    assert (result.ok, told(result)) == (True, [])
    assert "<p>So.</p>" in site.read("x/index.html")


def test_a_large_page_is_fine_and_quick(site):
    site.write("content/pages/x.md", f"---\n{HEAD}---\n" + "\n\n".join(f"## Part {n}\n\n" + "Words. " * 150 for n in range(500)))
    started = time.perf_counter()
    assert site.build().ok
    assert time.perf_counter() - started < 10


def test_a_page_that_may_not_be_read_stops_the_build(site, monkeypatch):
    file = site.write("content/pages/about.md", f"---\n{HEAD}---\nNew.\n")
    read_bytes = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path == file:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    before = everything(site.root)
    monkeypatch.setattr(Path, "read_bytes", refusing)
    result = site.build()
    monkeypatch.undo()
    assert told(result) == ["content/pages/about.md:1:1 READ002 `pages/about.md` cannot be read: permission denied."]
    assert everything(site.root) == before


def test_a_folder_named_like_a_page_and_a_pipe_do_not_stop_or_block_the_build(site):
    (site.root / "content/pages/x.md").mkdir()
    assert told(site.build()) == []
    os.mkfifo(site.root / "content/pages/y.md")
    assert told(site.build()) == ["content/pages/y.md:1:1 READ002 `pages/y.md` is no file."]


def test_without_content_there_is_nothing_to_build_and_the_site_stays(site):
    shutil.rmtree(site.root / "content")
    result = refused(site, "")
    assert told(result) == ["content:1:1 READ001 There is no folder `content` here."]
    assert hints(result) == ["Run the command in the site's own folder, or make a new site with `clinicsite init my-clinic`."]


@pytest.mark.parametrize("target", ["../../../secret.md", "/etc/passwd", "missing.md", "x.md", "../locations"])
def test_a_link_out_of_content_is_refused_and_what_it_leads_to_is_on_no_page(site, target):
    (site.root.parent / "secret.md").write_text(f"---\n{HEAD}---\nSecret words.\n")
    (site.root / "content/pages/x.md").symlink_to(target)
    assert told(refused(site, "")) == [
        "content/pages/x.md:1:1 READ007 `pages/x.md` is a link to a folder, out of content/, or to nothing."
    ]


# Front matter


FRONT: dict[str, tuple[str, list[str]]] = {
    "none": ("Words.\n", ["1:1 FMT001 This page has no front matter."]),
    "never closed": (f"---\n{HEAD}draft: true\n\nWords.\n", ["1:1 FMT002 The front matter is never closed."]),
    "no mapping": ("---\n- a\n---\n", ["2:1 FMT005 The front matter is not a list of keys and values."]),
    "a colon": ("---\ntitle: Fees: adults\n---\n", ["2:12 FMT003 The front matter is not valid YAML: a value holds a colon."]),
    "a tab": (f"---\n{HEAD}extra:\n\ta: b\n---\n", ["5:1 FMT003 The front matter is not valid YAML: it is indented with a tab."]),
    "twice": (f"---\n{HEAD}draft: true\ndraft: false\n---\n", ["5:1 FMT004 The key `draft` stands here twice; the first is on line 4."]),
    "a tag": (f"---\n{HEAD}extra: !!python/object/apply:os.system [id]\n---\n",
              ["4:8 FMT007 YAML tags such as `!!python/object/apply:os.system` are not read here."]),
    "a tagged truth": (f"---\n{HEAD}draft: !!bool yes\n---\n", ["4:8 FMT007 YAML tags such as `!!bool` are not read here."]),
    "itself": (f"---\n{HEAD}extra: &a {{b: *a}}\n---\n", ["4:8 FMT006 This YAML refers to itself or unfolds into far too much."]),
    "depth": (f"---\n{HEAD}extra: {'[' * 200_000}\n---\n", ["4:28 FMT006 This YAML refers to itself or unfolds into far too much."]),
    "no such day": (f"---\n{HEAD}date: 2026-02-30\n---\n", ["4:7 FMT008 There is no day `2026-02-30`."]),
    "half a date": (f"---\n{HEAD}date: 2024-1-5\n---\n", ["4:1 KEY003 `date` is not a date: `2024-1-5`."]),
    "a missing key": ("---\ntitle: x\n---\n", ["1:1 KEY002 `description` is missing."]),
    "an unknown key": (f"---\n{HEAD}auther: x\n---\n", ["4:1 KEY001 `auther` is not a key that a page has."]),
    "html": (f"---\n{HEAD}summary: So <script>go()</script>\n---\n", ["4:1 KEY003 This holds HTML: `So <script>go()</script>`."]),
    "an unseen character": (f"---\n{HEAD}summary: a\x07b\n---\n",
                            ["4:11 FMT003 The front matter is not valid YAML: it holds the unseen character U+0007.",
                             "4:11 MD072 This line holds the control character u+0007, which cannot be seen."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "messages"), FRONT.values(), ids=list(FRONT))
def test_broken_front_matter_is_named_at_its_place_and_no_draft_slips_out(site, text, messages):
    result = refused(site, {"content/pages/x.md": text.encode()})
    assert [line.removeprefix("content/pages/x.md:") for line in told(result)] == messages


def test_a_bomb_of_aliases_is_refused_before_it_goes_off(site):
    rows = "".join(f"  {name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi"))
    result = refused(site, {"content/pages/x.md": f"---\n{HEAD}extra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n{rows}---\n".encode()})
    assert [line.partition(" ")[2] for line in told(result)] == ["FMT006 This YAML refers to itself or unfolds into far too much."]


def test_everything_that_is_wrong_in_all_files_is_said_in_one_build(site):
    result = refused(
        site,
        "-- content/pages/x.md --\n---\ntitel: x\ntags: y\n---\n-- content/pages/y.md --\nno front matter\n"
        + page("[a](nowhere.md) <b>bold</b>", "authors: [nobody]\n", "pages/z") + "-- content/glossary.yaml --\na: b: c\n",
    )
    assert [line.split(" ")[1] for line in told(result)] == [
        "FMT003", "KEY002", "KEY002", "KEY001", "KEY003", "FMT001", "PPL001", "LNK001", "MD050",
    ]  # fmt: skip


# Addresses


ADDRESSES: dict[str, tuple[str, list[str]]] = {
    "two slugs": (page(keys="slug: about\n"), ["x.md:4:1 IDN001 `content/pages/about.md` already has the address `/about/`."]),
    "a slug like a section": (
        page(keys="slug: locations\n"),
        ["x.md:4:1 IDN001 `content/locations/index.md` already has the address `/locations/`."],
    ),
    "a slug in capitals": (page(keys="slug: About\n"), ["x.md:4:1 KEY003 This is not a slug: `About`."]),
    "a slug that climbs": (page(keys="slug: ../x\n"), ["x.md:4:1 KEY003 This is not a slug: `../x`."]),
    "a slug of the engine": (page(keys="slug: assets\n"), ["x.md:4:1 IDN006 The address `/assets/` is kept for files of the engine."]),
    "a slug of Windows": (page(keys="slug: con\n"), ["x.md:4:1 KEY003 `con` is a reserved file name on Windows: `con`."]),
    "an alias over a page": (page(keys="aliases: [/about/]\n"), ["x.md:4:11 IDN003 `/about/` is the address of `content/pages/about.md`."]),
    "an alias over home": (page(keys="aliases: [/]\n"), ["x.md:4:11 IDN003 `/` is the address of `content/pages/index.md`."]),
    "an alias in capitals": (
        page(keys="aliases: [/About]\n"),
        ["x.md:4:11 IDN002 `/About` differs from `/about/` only in capitals or accents."],
    ),
    "aliases of two normal forms": (
        page(keys='aliases: ["/caf\u00e9/", "/cafe\u0301/"]\n'),
        ["x.md:4:21 IDN002 `/cafe\u0301/` differs from `/caf\u00e9/` only in capitals or accents."],
    ),
    "an alias loop": (
        page(keys="aliases: [/y/]\n") + page(keys="aliases: [/x/]\n", name="pages/y").replace("What", "Why"),
        ["x.md:4:11 IDN003 `/y/` is the address of `content/pages/y.md`.", "y.md:4:11 IDN003 `/x/` is the address of `content/pages/x.md`."],
    ),
    "one alias of two": (
        page(keys="aliases: [/old/]\n") + page(keys="aliases: [/old]\n", name="pages/y").replace("What", "Why"),
        ["y.md:4:11 IDN004 `content/pages/x.md` already has the alias `/old`."],
    ),
    "an alias that climbs": (page(keys="aliases: [/../etc/]\n"), ["x.md:4:11 KEY003 This alias is not a plain path: `/../etc/`."]),
    "an alias elsewhere": (
        page(keys="aliases: [//evil.example/]\n"),
        ["x.md:4:11 KEY003 An alias is an old address on this site: `//evil.example/`."],
    ),
    "an alias with a line of its own": (
        page(keys='aliases: ["/a\\n/b/ /c/ 301"]\n'),
        ["x.md:4:11 KEY003 This alias is not a plain path: `/a\n/b/ /c/ 301`."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "messages"), ADDRESSES.values(), ids=list(ADDRESSES))
def test_addresses_that_clash_or_climb_are_named_at_the_key(site, files, messages):
    assert [line.removeprefix("content/pages/") for line in told(refused(site, files))] == messages


def test_an_alias_to_itself_is_only_a_warning(site):
    for name, text in split_files(page("So.", keys="aliases: [/x/]\n")).items():
        site.write(name, text)
    result = site.build()
    assert (result.ok, told(result)) == (True, ["content/pages/x.md:4:11 IDN005 `/x/` is this page's own address."])


# What a page names


NAMED: dict[str, tuple[str, str, str]] = {
    "a page": (page("See [us](/pages/abuot.md)."), "5:5 LNK001 No page is called `/pages/abuot.md`.", "Did you mean `/pages/about.md`?"),
    "a page over a line end": (
        page("See\n[who\nwe are](abuot.md)."),
        "6:1 LNK001 No page is called `abuot.md`.",
        "Did you mean `/pages/about.md`?",
    ),
    "a file": (
        page("[List](/images/no.pdf)"),
        "5:1 LNK002 No file is called `/images/no.pdf`.",
        "Put the file into content/, or link to a page.",
    ),
    "a heading": (
        page("[Us](about.md#teem)"),
        "5:1 LNK003 `pages/about.md` has no heading with the anchor `teem`.",
        "Link to the page itself; it has no headings.",
    ),
    "a picture": (page("![A chair](/images/no.png)"), "5:1 IMG001 No picture is called `/images/no.png`.",
                  "Put the file into content/images/ and name it `/images/…`."),
    "a picture of the head": (page(keys="image: images/no.png\nimage_alt: A chair\n"), "4:1 IMG001 No picture is called `images/no.png`.",
                              "Put the file into content/images/ and name it `/images/…`."),
    "a figure": (page("/// figure | /images/no.svg\n    alt: A chair\nC.\n///"), "5:14 IMG001 No picture is called `/images/no.svg`.",
                 "Put the file into content/images/ and name it `/images/…`."),
    "an author": (
        page(keys="authors: [nobody]\n"),
        "4:11 PPL001 There is no person `nobody`.",
        "Write content/people/nobody.md, or take the name out.",
    ),
    "a reviewer": (
        page(keys="reviewed_by: nobody\nreviewed: 2026-01-01\nreview_due: 2027-02-01\n"),
        "4:1 REV-01 There is no person `nobody` to review.",
        "Write content/people/nobody.md, or name another clinician.",
    ),
    "a location": (page(keys="locations: [colombia]\n"), "4:13 PPL002 There is no location `colombia`.", "Did you mean `columbia`?"),
    "a treatment": (
        page(keys="treatments: [spa]\n"),
        "4:14 PPL003 There is no treatment `spa`.",
        "Write content/treatments/spa.md, or take the name out.",
    ),
    "a condition": (TOPIC + page(keys="about: [ocd]\n", name="articles/science/x"), "4:9 PPL004 There is no condition `ocd`.",
                    "Write content/conditions/ocd.md, or take the name out."),
    "a topic": (
        TOPIC + page(keys="topic: sience\n", name="articles/science/x"),
        "4:1 PPL005 There is no topic `sience`.",
        "Did you mean `science`?",
    ),
    "a topic of a folder": (page(name="articles/science/x"), "1:1 PPL005 There is no topic `science`.",
                            "Write content/articles/science/index.md, or take the name out."),
    "a stage": (TOPIC + page(keys="stage: before\n", name="articles/science/x"), "4:1 PPL006 The topic `science` has no stage `before`.",
                "Add `stages` to content/articles/science/index.md, or delete the line."),
    "a work": (
        page("It helped.[@nobody2013]"),
        "5:11 CIT-01 The bibliography has no work `nobody2013`.",
        "Add it to content/references.bib.",
    ),
    "a work in a field": (page(keys='summary: "It helped.[@nobody2013]"\n'), "4:1 CIT-01 The bibliography has no work `nobody2013`.",
                          "Add it to content/references.bib."),
    "a term": (page("A [word](term:nothing)."), "5:3 LNK007 The glossary has no term `nothing`.",
               "Add it to content/glossary.yaml, or write the words without a link."),
    "a page of a button": (
        page("/// button | Go\n    to: /pages/no.md\n///"),
        "6:9 LNK001 No page is called `/pages/no.md`.",
        "Did you mean `/pages/x.md`?",
    ),
    "a draft": (page("[Y](y.md)") + page(keys="draft: true\n", name="pages/y"), "5:1 LNK004 `pages/y.md` is a draft.",
                "Take the link out until the page is on the site, or publish the page."),
}  # fmt: skip


@pytest.mark.parametrize(("files", "message", "hint"), NAMED.values(), ids=list(NAMED))
def test_what_a_page_names_must_be_there(site, files, message, hint):
    result = refused(site, files)
    where = "content/articles/science/x.md" if "articles/science/x" in files else "content/pages/x.md"
    assert (told(result), hints(result)) == ([f"{where}:{message}"], [hint])


@pytest.mark.parametrize(
    ("body", "place", "target"),
    [
        ("[a](../../../etc/passwd)", "5:1", "../../../etc/passwd"),
        ("[a](%2e%2e/%2e%2e/secret.md)", "5:1", "%2e%2e/%2e%2e/secret.md"),
        ("![a chair](../../../secret.png)", "5:1", "../../../secret.png"),
        ("/// figure | ../../../secret.svg\n    alt: A chair\nC.\n///", "5:14", "../../../secret.svg"),
        ("/// button | Go\n    to: ../../../secret.md\n///", "6:9", "../../../secret.md"),
    ],
)
def test_no_path_leads_out_of_content(site, body, place, target):
    site.write("../secret.md", "secret")
    site.write("../secret.png", "secret")
    site.write("../secret.svg", "<svg></svg>")
    assert told(refused(site, page(body))) == [f"content/pages/x.md:{place} LNK006 `{target}` leads out of the content folder."]


# Blocks


BLOCKS: dict[str, tuple[str, str, str]] = {
    "unknown": ("/// wraning | X\nY\n///", "5:1 MD022 No block is called `wraning`.", "Did you mean `warning`?"),
    "unknown in capitals": ("/// Warning | X\nY\n///", "5:1 MD022 No block is called `Warning`.", "Did you mean `warning`?"),
    "no title": ("/// warning\nY\n///", "5:1 MD027 The block `warning` lacks its title.", "Write it after a bar, as in `/// warning | …`."),
    "a title too many": ("/// quotation | X\n    by: Us\nY\n///", "5:1 MD027 The block `quotation` takes no title, but has `X`.",
                         "Take it away. Name the source in `by:`."),
    "no option": ("/// button | Go\n///", "5:1 MD026 The block `button` lacks `to`.",
                  "Write `to: …` on the next line, four spaces in. The page it leads to."),
    "an unknown option": (
        "/// button | Go\n    link: /pages/about.md\n///",
        "6:5 MD024 The block `button` has no option `link`.",
        "Use one of: to.",
    ),
    "an unreadable option": ("/// quotation\n    by: A: B\nY\n///", "6:5 MD028 The options of the block `quotation` cannot be read.",
                             'Write one `name: "words"` on each line, with the words in quotation marks.'),
    "a number": (
        "/// quotation\n    by: 2020\nY\n///",
        "6:5 MD028 The option `by` takes words, not `2020`.",
        'Put it in quotation marks: `by: "2020"`.',
    ),
    "a tagged option": ("/// quotation\n    by: !!python/object/apply:os.system [id]\nY\n///",
                        "6:5 MD028 The options of the block `quotation` cannot be read.",
                        'Write one `name: "words"` on each line, with the words in quotation marks.'),
    "never closed": ("/// warning | X\nY", "5:1 MD021 The block `warning` is never closed.", "Put a line `///` where it ends."),
    "closed twice": ("/// warning | X\nY\n///\n///", "8:1 MD023 `///` closes no block.",
                     "Take it away, or give it as many slashes as the line that opens the block."),
}  # fmt: skip


@pytest.mark.parametrize(("body", "message", "hint"), BLOCKS.values(), ids=list(BLOCKS))
def test_blocks_that_are_wrong_are_named_and_never_printed(site, body, message, hint):
    result = refused(site, page(body))
    assert (told(result), hints(result)) == ([f"content/pages/x.md:{message}"], [hint])


# Markup and scripts


SCHEME = "MD060 A link starts with `{}`, which pages may not use."
SCRIPTS: dict[str, tuple[str, list[str]]] = {
    "a script": ("<script>go()</script>", ["5:1 MD050 The text holds the HTML tag `<script>`."]),
    "a handler": ('<b onclick="go()">x</b>', ["5:1 MD050 The text holds the HTML tag `<b>`, which carries a script in `onclick`."]),
    "a frame": ("<iframe src=x>", ["5:1 MD050 The text holds the HTML tag `<iframe>`."]),
    "a comment": ("<!-- ask Ruth -->", ["5:1 MD051 The text holds an HTML comment or declaration, `<!--`."]),
    "attributes": ("[a](about.md){onclick=go}", ["5:14 MD052 `{onclick=go}` sets attributes, which the text may not do."]),
    "javascript": ("[a](javascript:go())", [f"5:3 {SCHEME.format('javascript:')}"]),
    "javascript in capitals": ("[a](JavaScript:go)", [f"5:3 {SCHEME.format('javascript:')}"]),
    "javascript in entities": ("[a](javascript&#58;go)", [f"5:3 {SCHEME.format('javascript:')}"]),
    "javascript in a definition": ("[a][b]\n\n[b]: javascript:go", [f"7:1 {SCHEME.format('javascript:')}"]),
    "data": ("[a](data:text/html,x)", [f"5:3 {SCHEME.format('data:')}"]),
    "a button": ('/// button | Go\n    to: "javascript:go"\n///', [f"6:1 {SCHEME.format('javascript:')}"]),
    "another site's picture": (
        "![A chair](https://x.example/a.png)",
        ["5:1 IMG004 The picture `https://x.example/a.png` does not lie in content/."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "messages"), SCRIPTS.values(), ids=list(SCRIPTS))
def test_html_scripts_and_foreign_schemes_are_refused(site, body, messages):
    found = [line.removeprefix("content/pages/x.md:") for line in told(refused(site, page(body)))]
    assert set(messages) <= set(found)
    assert not any("x.md" in path or path.startswith("site/x/") for path in everything(site.root))


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("<svg><script>go()</script></svg>", "1:6 IMG005 This drawing holds `<script>`."),
        ('<svg onload="go()"></svg>', "1:6 IMG005 This drawing holds a script in `onload`."),
        ('<svg><a href="javascript:go()"></a></svg>', "1:9 IMG005 This drawing holds a reference to `javascript:go()`."),
        ('<svg><image href="https://x.example/a.png"/></svg>', "1:13 IMG005 This drawing holds a reference to `https://x.example/a.png`."),
    ],
)
def test_a_drawing_with_a_script_or_something_foreign_is_refused(site, svg, message):
    assert told(refused(site, f"-- content/images/a.svg --\n{svg}\n")) == [f"content/images/a.svg:{message}"]


def test_a_drawing_that_is_none_is_refused_where_it_is_shown(site):
    files = "-- content/images/a.svg --\nnot a drawing\n" + page("/// figure | /images/a.svg\n    alt: A chair\nC.\n///")
    assert "`/images/a.svg` is no drawing: it holds no `<svg>` that is closed." in told(refused(site, files))[0]


# Facts


FACTS: dict[str, tuple[str, list[str]]] = {
    "the clinic": (
        "-- content/clinic.yaml --\nname: A: B\n",
        ["clinic.yaml:1:8 FMT003 This file is not valid YAML: a value holds a colon."],
    ),
    "the glossary": ("-- content/glossary.yaml --\nwords\n", ["glossary.yaml:1:1 REC001 The glossary is not a list of terms."]),
    "a form": ("-- content/forms/ask.yaml --\n- a\n", ["forms/ask.yaml:1:1 REC001 This file is not keys and values."]),
    "home": ("-- content/pages/index.md --\n---\ntitle: Home\ndescription: Home.\ndraft: true\n---\n",
             ["pages/index.md:4:1 READ012 The home page is a draft, and no site can do without it."]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "messages"), FACTS.values(), ids=list(FACTS))
def test_broken_facts_stop_the_build(site, files, messages):
    assert [line.removeprefix("content/") for line in told(refused(site, files))] == messages


# Templates of the site's own


TEMPLATES: dict[str, tuple[str, str, str]] = {
    "syntax": ("page.html", "<h1>\n{% if page %}\n{{ page.title }}\n{% endfro %}\n", "4:1 TPL001 Encountered unknown tag `endfro`."),
    "an undefined name": ("page.html", "\n<h1>{{ pgae.title }}</h1>\n", "2:1 TPL002 `pgae` is undefined."),
    "an undefined attribute": (
        "page.html",
        "<h1>{{ page.titel }}</h1>\n",
        "1:1 TPL002 `clinicsite.model.page.Page object` has no attribute `titel`.",
    ),
    "a missing template": ("page.html", "{% include 'components/no.html' %}\n", "1:1 TPL003 There is no template `components/no.html`."),
    "a missing page": ("page.html", "{{ view.url('pages/no.md') }}\n", "1:1 TPL004 There is no `pages/no.md`."),
    "itself": ("page.html", "{% include 'pages/page.html' %}\n", "1:1 TPL004 Maximum recursion depth exceeded"),
    "a division": ("page.html", "{{ 1 / 0 }}\n", "1:1 TPL004 Division by zero."),
    "a wrong argument": (
        "page.html",
        "{{ c.callout(titel='x') }}\n",
        "1:1 TPL005 The component `callout` takes title, body and, optionally, id",
    ),
    "an unknown component": (
        "page.html",
        "{{ c.calout(title='x') }}\n",
        "1:1 TPL005 There is no component `calout`. Did you mean `callout`?",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_template_that_fails_is_named_with_its_line(site, name, text, message):
    found = told(refused(site, {f"templates/pages/{name}": text.encode()}))
    assert len(found) == 1 and found[0].startswith(f"templates/pages/{name}:{message}")


def test_a_component_that_is_overridden_and_broken_is_named_once(site):
    assert told(refused(site, {"templates/components/masthead.html": b"\n\n{{ nothing }}\n"})) == [
        "templates/components/masthead.html:3:1 TPL002 `nothing` is undefined."
    ]


def test_what_a_template_puts_on_pages_is_judged_too(site):
    text = b'<html lang="en"><title>x</title><h1>{{ page.title }}</h1><p style="x" onclick="y">z</p><script>go()</script><a href="/no/">n</a>'
    found = told(refused(site, {"templates/pages/page.html": text}))
    assert {line.split(" ")[1] for line in found if line.startswith("site/about/")} == {"HTM007", "HTM008", "HTM010"}


# The output folder


def test_a_folder_with_somebody_elses_files_is_refused_and_left_alone(tmp_path):
    made = make_clinic(tmp_path)
    made.write("site/index.html", "mine")
    result = made.build()
    assert told(result) == ["site:1:1 PUB001 The output folder `site` holds files that no build of this site wrote."]
    assert hints(result) == ["Empty the folder yourself, or set another `output` in build.py."]
    assert everything(tmp_path) == {"site/index.html": b"mine"}


def test_the_site_folder_itself_and_content_are_refused_as_output(tmp_path):
    made = make_clinic(tmp_path, output=Path("content"))
    before = sorted(tmp_path.rglob("*"))
    assert told(made.build()) == ["content:1:1 PUB001 The output folder `content` holds files that no build of this site wrote."]
    made = make_clinic(tmp_path, output=Path("."))
    assert [line.split(" ")[1] for line in told(made.build())] == ["PUB001"]
    assert [path for path in sorted(tmp_path.rglob("*")) if ".cache" not in path.parts] == before


def test_a_file_and_a_link_are_refused_as_output(tmp_path):
    made = make_clinic(tmp_path)
    made.write("site", "mine")
    assert told(made.build()) == ["site:1:1 PUB002 `site` is a file, so the site cannot be written there."]
    (tmp_path / "site").unlink()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    assert told(made.build()) == ["site:1:1 PUB003 `site` is a symbolic link, and a build writes only inside its own folder."]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_output_folder_that_may_not_be_written_is_named_and_stays(site, monkeypatch):
    def refusing(**where: object) -> str:
        raise PermissionError(13, "Permission denied", str(where["dir"]))

    site.edit("content/pages/about.md", "We are a clinic.", "We are two clinics.")
    before = everything(site.root)
    monkeypatch.setattr("clinicsite.publish.staging.mkdtemp", refusing)
    result = site.build()
    monkeypatch.undo()
    assert told(result) == ["site:1:1 PUB004 `site` cannot be written: permission denied."]
    assert hints(result) == ["Make `site` writable for your account, or set another `output` in build.py."]
    assert everything(site.root) == before
    assert site.build().ok and "two clinics" in site.read("about/index.html")


def test_of_two_builds_at_once_the_second_says_so_and_stops(site):
    before = everything(site.root)
    with one_build(site.settings.output_folder, site.settings.cache_folder):
        result = site.build()
        assert site.build(publishing=False).ok, "checking needs no turn"
    assert told(result) == [f"site:1:1 PUB007 Another build (process {os.getpid()}) is writing `site`."]
    assert hints(result) == ["Wait until it is done, or stop it, and build again."]
    assert everything(site.root) == before
    assert site.build().ok


def test_a_cache_that_is_a_file_or_damaged_slows_the_build_and_nothing_more(tmp_path):
    made = make_clinic(tmp_path)
    made.write(".cache", "x")
    assert made.build().ok and made.build().ok
    (tmp_path / ".cache").unlink()
    assert made.build().ok
    for file in (tmp_path / ".cache").glob("*.sqlite3"):
        file.write_bytes(b"damaged")
    assert made.build().ok
    assert [file.name for file in (tmp_path / ".cache").glob("*.sqlite3")] != []


def test_a_file_that_was_changed_in_the_output_is_made_anew_and_a_foreign_one_stays(site):
    before = everything(site.root)
    site.write("site/index.html", "changed")
    site.write("site/notes.txt", "mine")
    result = site.build()
    assert (result.written, told(result)) == (("index.html",), [])
    assert everything(site.root) == {**before, "site/notes.txt": b"mine"}

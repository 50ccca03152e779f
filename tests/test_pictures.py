"""A site with photos, from the file of a camera to what a visitor's browser is offered, and what is said of bad ones."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clinicsite.read.pages import read_page
from clinicsite.render import darkroom, made, prose
from tests.clinics import make_clinic
from tests.pictures import decoded, picture
from tests.read.test_pictures import turned
from tests.sites import Made

SITE = """\
-- content/articles/index.md --
---
title: What to know
description: Articles.
---
-- content/articles/science/index.md --
---
title: The science
description: How it works.
---
-- content/articles/science/how.md --
---
title: How it works
description: In plain words.
audience: clinician
image: images/room.jpg
image_alt: A room with a chair
image_focus: 20% 30%
---
![A door](/images/door.png)

/// figure | /images/room.jpg
    alt: The room, whole
A room.
///
-- content/images/room.jpg --
900 by 600, a room
-- content/images/door.png --
a door
"""


@pytest.fixture
def site(tmp_path: Path) -> Made:
    site = make_clinic(tmp_path, SITE)
    result = site.build()
    assert result.ok, result.diagnostics
    return site


def media(site: Made) -> set[str]:
    return {path for path in site.published() if path.startswith("media/")}


def again(site: Made) -> None:
    """As if a new process built, with an engine of which the memo knows nothing."""
    read_page.cache_clear()
    prose.KEPT.clear()
    (site.root / ".cache/memo.sqlite3").unlink()


def test_every_file_that_a_page_names_is_published_and_no_other(site):
    named: set[str] = set()
    for path in site.published():
        if path.endswith(".html"):
            named |= set(re.findall(r"/(media/[^\s\",]+)", site.read(path)))
    assert named == media(site)
    assert {re.sub(r"-\d+\.\w+\.", ".", path) for path in named if "-card" not in path} == {
        f"media/{name}.{kind}" for name in ("room", "door") for kind in ("avif", "webp", "jpg")
    }


def test_every_published_picture_is_what_its_name_says(site):
    for path in media(site):
        image = decoded(site.published()[path])
        kind = path.rpartition(".")[2].replace("jpg", "jpeg")
        assert (image.format or "").lower() == kind, path
        if "-card" not in path:
            assert image.width == int(re.search(r"-(\d+)\.", path)[1])  # type: ignore[index]


def test_the_original_is_published_only_where_a_page_links_to_it(site):
    originals = {path.read_bytes() for path in (site.root / "content/images").iterdir()}
    assert not originals & set(site.published().values())
    site.edit("content/pages/about.md", "We are a clinic.", "See [the room](/images/room.jpg).")
    assert site.build().ok
    assert len(originals & set(site.published().values())) == 1


def test_a_shared_page_shows_its_photo_and_another_its_card(site):
    assert re.search(r'property="og:image" content="https://alder.example/media/room-900\.\w+\.jpg"', site.read("articles/science/how/index.html"))
    assert re.search(r'property="og:image" content="https://alder.example/media/about-us-card\.\w+\.png"', site.read("about/index.html"))


def test_nothing_of_a_camera_reaches_the_site(tmp_path):
    site = make_clinic(tmp_path, SITE)
    site.write("content/images/room.jpg", turned(6))
    assert site.build().ok
    assert all(b"A camera" not in data for data in site.published().values())
    assert max(decoded(data).height for path, data in site.published().items() if path.startswith("media/room-20.")) > 20


def test_pictures_are_not_made_again_for_another_engine_or_a_lost_output_folder(site, monkeypatch):
    before = site.published()
    again(site)
    monkeypatch.setattr(darkroom, "develop", lambda *given: pytest.fail("a photo was encoded again"))
    monkeypatch.setattr(made, "draw", lambda *given: pytest.fail("a card was drawn again"))
    for path in media(site):
        (site.root / "site" / path).unlink()
    assert site.build().ok
    assert site.published() == before


def test_what_lies_in_the_output_folder_is_left_there_even_without_a_store(site, monkeypatch):
    for path in (site.root / ".cache/pictures").iterdir():
        path.unlink()
    monkeypatch.setattr(darkroom, "develop", lambda *given: pytest.fail("a photo was encoded again"))
    monkeypatch.setattr(made, "draw", lambda *given: pytest.fail("a card was drawn again"))
    site.edit("content/pages/about.md", "We are a clinic.", "We are a small clinic.")
    assert site.build().written == ("about/index.html",)


def test_an_unchanged_build_opens_no_picture(site):
    opened = subprocess.run(
        [sys.executable, "-c", UNCHANGED, str(site.root)], capture_output=True, text=True, cwd=Path(__file__).parents[1], check=True
    )
    assert opened.stdout.split() == ["True", "[]", "[]"], opened


UNCHANGED = """
import sys
from datetime import date
from pathlib import Path
from clinicsite.pipeline import build
from clinicsite.settings import Settings

result = build(Settings(root=Path(sys.argv[1]), clock=date(2026, 11, 22), judged=False))
print(result.ok, list(result.written), [name for name in sys.modules if name.startswith("PIL.Image")])
"""


def test_another_photo_under_the_same_name_gets_other_names(site):
    before = media(site)
    site.write("content/images/door.png", "another door")
    result = site.build()
    assert result.ok
    assert {path for path in result.written if path.endswith(".html")} == {"articles/science/how/index.html"}
    assert {path for path in before - media(site)} == {path for path in before if "door" in path}
    assert "articles/science/how/index.html: the picture `images/door.png` changed." in result.reasons


def test_another_focus_cuts_another_part(site):
    before = media(site)
    site.edit("content/articles/science/how.md", "20% 30%", "80% 30%")
    assert site.build().ok
    assert media(site) != before


def test_a_title_that_changes_changes_the_card_and_a_body_does_not(site):
    before = {path for path in media(site) if "-card" in path}
    site.edit("content/pages/about.md", "We are a clinic.", "We are a small clinic.")
    assert site.build().ok and {path for path in media(site) if "-card" in path} == before
    site.edit("content/pages/about.md", "title: About us", "title: About this clinic")
    assert site.build().ok
    assert {re.sub(r"\.\w{8}\.", ".", path) for path in media(site) - before if "-card" in path} == {"media/about-this-clinic-card.png"}


def test_a_store_that_was_damaged_is_made_good(site):
    before = site.published()
    again(site)
    for path in (site.root / ".cache/pictures").iterdir():
        path.write_bytes(b"damaged")
    for path in media(site):
        (site.root / "site" / path).unlink()
    assert site.build().ok
    assert site.published() == before


def test_clean_takes_the_store_along(site):
    from clinicsite.publish.clean import clean

    assert (site.root / ".cache/pictures").is_dir()
    clean(site.root / "site", site.root / ".cache")
    assert not (site.root / ".cache/pictures").exists()


# Bad pictures


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("room.jpg", "a web page", "IMG009 This file is no picture that can be read."),
        ("door.png", "a JPEG", "IMG010 This picture is not what `.png` says."),
        ("room.jpg", "cut off", "IMG011 This picture is damaged or cut off."),
        ("door.png", "9000 by 9000", "IMG012 This picture has 9000 by 9000 pixels, more than the 50 million that are opened."),
        ("door.png", "60000 by 60000", "IMG012 This picture has more pixels than the 50 million that are opened."),
        ("room.jpg", "in CMYK", "IMG013 This picture has the colors of print (CMYK)."),
        ("door.png", "animated", "IMG014 This picture moves: it has 2 frames."),
    ],
)
def test_a_bad_picture_is_named_and_leaves_the_site_as_it_was(site, name, words, told):
    before = site.published()
    site.write(f"content/images/{name}", words)
    result = site.build()
    assert [f"{d.where} {d.code} {d.message}" for d in result.diagnostics] == [f"content/images/{name}:1:1 {told}"]
    assert site.published() == before


def test_a_wrong_ending_comes_with_the_right_one(site):
    site.write("content/images/door.png", "a JPEG")
    (problem,) = site.build().diagnostics
    assert problem.hint == "Rename it to `door.jpg`, also where it is named."


def test_a_photo_without_words_is_refused_unless_it_is_decorative(site):
    site.edit("content/articles/science/how.md", "image_alt: A room with a chair\n", "")
    assert [d.code for d in site.build().diagnostics] == ["IMG002"]
    site.edit("content/articles/science/how.md", "image_focus", "image_decorative: true\nimage_focus")
    assert site.build().ok
    assert re.search(r'<img src="/media/room[^>]* alt="" fetchpriority="high">', site.read("articles/science/how/index.html"))


def test_a_hero_that_is_a_photo_needs_words_too(site):
    site.write("content/pages/index.md", "---\ntitle: Alder\ndescription: D\nlayout: home\nhero: images/room.jpg\n---\n")
    assert [f"{d.where} {d.code}" for d in site.build().diagnostics] == ["content/pages/index.md:5:1 IMG002"]


@pytest.mark.parametrize("focus", ["left", "50%", "50 50", "101% 3%", "-1% 0%"])
def test_a_focus_that_is_no_point_is_refused(site, focus):
    site.edit("content/articles/science/how.md", "image_focus: 20% 30%", f'image_focus: "{focus}"')
    (problem,) = site.build().diagnostics
    assert (problem.message, problem.where.line) == (f"This is not a point of a picture: `{focus}`.", 7)


def test_a_picture_that_changes_while_the_site_is_built_stops_the_build(site, monkeypatch):
    before = site.published()
    site.write("content/images/door.png", "another door")
    real = made.developed

    def meanwhile(*given, **more):
        (site.root / "content/images/door.png").write_bytes(b"half")
        return real(*given, **more)

    monkeypatch.setattr(made, "developed", meanwhile)
    (problem,) = site.build().diagnostics
    assert f"{problem.where} {problem.code} {problem.message}" == (
        "content/images/door.png:1:1 BLD003 This picture changed, or went missing, while the site was built."
    )
    assert site.published() == before


# Kills

BUILD = """
import sys
from datetime import date
from pathlib import Path
from clinicsite.pipeline import build
from clinicsite.settings import Settings

print("ready", flush=True)
build(Settings(root=Path(sys.argv[1]), clock=date(2026, 11, 22), judged=False))
"""


def test_after_builds_killed_while_they_encode_the_next_gives_the_bytes_of_a_clean_one(tmp_path):
    clean, killed = make_clinic(tmp_path / "clean", SITE), make_clinic(tmp_path / "killed", SITE)
    assert clean.build().ok
    dice = random.Random(3)
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", BUILD, str(killed.root)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]
        )
        assert process.stdout and process.stdout.readline() == b"ready\n"
        until = time.monotonic() + dice.uniform(0.2, 1.2)
        while time.monotonic() < until and process.poll() is None:
            os.sched_yield()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert killed.build().ok
    assert killed.published() == clean.published()


def test_pictures_of_the_test_are_what_they_claim():
    assert picture("a.png", "a") != picture("a.png", "b") and picture("a.png", "a") == picture("a.png", "a")


# People


def test_portraits_stand_in_the_list_of_people_and_are_marked_as_samples(tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>\n'
    person = "---\ntitle: {0}\ndescription: A nurse.\nrole: Nurse\nsample: true\nimage: drawings/{0}.svg\nimage_alt: {0}, drawn\n---\nWords.\n"
    files = "".join(f"-- content/people/{name}.md --\n{person.format(name)}-- content/drawings/{name}.svg --\n{drawing}" for name in ("ann", "bea"))
    index = "-- content/people/index.md --\n---\ntitle: The people you meet\ndescription: Nurses.\n---\n"
    site = make_clinic(tmp_path, index + files)
    assert site.build().ok
    assert site.read("people/index.html").count('<div class="face"><svg class="draw" role="img" aria-label=') == 2
    page = site.read("people/ann/index.html")
    assert 'aria-label="ann, drawn"' in page and "A sample: this person and the portrait are invented." in page
    site.edit("content/people/ann.md", "image: drawings/ann.svg\nimage_alt: ann, drawn\n", "")
    site.edit("content/people/ann.md", "sample: true\n", "")
    assert site.build().ok
    assert 'class="face"' not in site.read("people/index.html")
    assert "A sample" not in site.read("people/ann/index.html")

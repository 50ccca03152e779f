from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from clinicsite.model.page import Page
from clinicsite.render.related import index_marks, related_to
from tests.render.fake_view import make_article


def article(name: str, topic: str = "science", body: str = "", **meta: object) -> Page:
    return make_article(f"articles/{topic}/{name}", body, **meta)


def related(page: Page, *others: Page) -> list[str]:
    return [found.name for found in related_to(page, index_marks([page, *others]))]


def test_articles_that_share_tags_stand_before_those_of_the_same_topic_alone():
    page = article("how", tags=("mood", "brain"))
    found = related(page, article("topic"), article("two", "cost", tags=("brain", "mood")), article("one", "cost", tags=("mood",)))
    assert found == ["two", "one", "topic"]


def test_conditions_count_like_tags_and_references_a_little():
    page = article("how", about=("ocd",), tags=("mood",), body="It helped.[@a2013] Not all.[@b2014]")
    found = related(
        page, article("refs", "cost", body="So.[@a2013; @b2014]"), article("condition", "cost", about=("ocd",)),
        article("one-ref", "cost", body="So.[@a2013] Again.[@a2013]"), article("nothing", "cost"), article("tag", "cost", tags=("mood",)),
    )  # fmt: skip
    assert found == ["condition", "tag", "refs", "one-ref"]


def test_a_page_is_not_related_to_itself_and_one_without_marks_to_nothing():
    assert related(article("how"), article("how")) == []
    assert related(article("how", "science"), article("why", "cost")) == []


def test_equals_stand_in_the_order_of_their_addresses():
    others = [article(name, tags=("mood",)) for name in ("c", "a", "b")]
    random.Random(3).shuffle(others)
    assert related(article("how", tags=("mood",)), *others) == ["a", "b", "c"]


def test_a_mark_that_most_pages_have_says_nothing():
    others = [article(f"p{n:02}", "cost", tags=("mood",)) for n in range(40)]
    assert related(article("how", tags=("mood",)), *others) == []
    assert len(related(article("how", tags=("mood",)), *others[:39])) == 12


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sets(st.sampled_from("xyz"))), min_size=1, max_size=8), st.randoms())
def test_the_order_in_which_pages_are_read_does_not_matter(marks, dice):
    pages = [article(f"p{n}", topic, tags=tuple(sorted(tags))) for n, (topic, tags) in enumerate(marks)]
    mixed = list(pages)
    dice.shuffle(mixed)
    assert related_to(pages[0], index_marks(pages)) == related_to(pages[0], index_marks(mixed))

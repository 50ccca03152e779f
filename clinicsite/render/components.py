"""The components that templates and Markdown blocks call, by name.

Each is a function whose first parameter is the view and whose other parameters are its schema; it returns the context
of templates/components/<name with hyphens>.html.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from clinicsite.render import cards, frame, grades, handouts, hours, languages, lists, moments, opening, photos, reading, search, tables
from clinicsite.render.calls import ComponentError

__all__ = ["COMPONENTS", "ComponentError"]

COMPONENTS: Mapping[str, Callable[..., Mapping[str, Any]]] = {
    # the frame
    "crisis_row": frame.crisis_row,
    "standing": frame.standing,
    "masthead": frame.masthead,
    "language_switch": languages.language_switch,
    "footer": frame.footer,
    "call_bar": frame.call_bar,
    "next_step": frame.next_step,
    "call_to_step": frame.call_to_step,
    "feeds": frame.feeds,
    # reading
    "head": reading.head,
    "picture": reading.picture,
    "photo": photos.photo,
    "breadcrumbs": reading.breadcrumbs,
    "status_line": reading.status_line,
    "contents": reading.contents,
    "evidence_grade": grades.evidence_grade,
    "byline": reading.byline,
    "review_notice": reading.review_notice,
    "series_path": reading.series_path,
    "related": reading.related,
    "neighbours": reading.neighbours,
    "share": reading.share,
    "handout": handouts.handout,
    # in prose
    "care_card": cards.care_card,
    "do_dont": cards.do_dont,
    "callout": cards.callout,
    "driving_day": cards.driving_day,
    "key_facts": cards.key_facts,
    "steps": cards.steps,
    "timeline": moments.timeline,
    "question": cards.question,
    "evidence_note": cards.evidence_note,
    "quotation": cards.quotation,
    "figure": cards.figure,
    "button": cards.button,
    "gloss": cards.gloss,
    "table": tables.table,
    # time
    "edge": hours.edge,
    "scale": hours.scale,
    "day": hours.day,
    "clock": hours.clock,
    # tables and lists
    "fee_table": tables.fee_table,
    "tide_table": tables.tide_table,
    "rows": lists.rows,
    "articles": lists.articles,
    "stage": lists.stage,
    "shelf": lists.shelf,
    "glossary": lists.glossary,
    "pagination": lists.pagination,
    "facts": lists.facts,
    "hours_week": lists.hours_week,
    "open_now": opening.open_now,
    "walk": lists.walk,
    "address": lists.address,
    # search
    "search_form": search.search_form,
    "a_to_z": search.a_to_z,
}

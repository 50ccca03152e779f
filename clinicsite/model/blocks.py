"""The blocks that Markdown bodies may hold: `/// name | argument`, options, body, `///`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from clinicsite.model.frozen import frozen


@frozen(slots=True)
class BlockShape:
    """What a block takes. `argument` is `none`, `optional` or `required`; `options` maps each option to what it is."""

    name: str
    about: str
    argument: str = "optional"
    options: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    body: bool = True


BLOCKS: Mapping[str, BlockShape] = {
    shape.name: shape
    for shape in (
        BlockShape("emergency", "A care card that says to call for emergency help.", "required"),
        BlockShape("urgent", "A care card that says to call the clinic the same day.", "required"),
        BlockShape("routine", "A care card that says to ask at the next visit.", "required"),
        BlockShape("do", "A list of what to do."),
        BlockShape("dont", "A list of what not to do; every bullet starts `do not`."),
        BlockShape("warning", "A callout for one risk that must not be missed.", "required"),
        BlockShape("driving", "When one may drive again; a reader may give the day of the visit and is told the day.", "required"),
        BlockShape("key-facts", "A short list of facts."),
        BlockShape("steps", "An ordered list of steps."),
        BlockShape("timeline", "The hours of a visit, one bullet each, starting with a bold time."),
        BlockShape("faq", "A question and its answer.", "required"),
        BlockShape("evidence", "What a statement rests on: what studies, how many people, for how long, what is not known."),
        BlockShape(
            "figure", "A picture or drawing with a caption.", "required",
            {"alt": "What the picture shows.", "credit": "Who made it."}, ("alt",),
        ),
        BlockShape("quotation", "Words of a named source.", "none", {"by": "Who says it."}, ("by",)),
        BlockShape("button", "A link that looks like a button.", "required", {"to": "The page it leads to."}, ("to",), body=False),
    )
}

"""Text files made from templates/text/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clinicsite.render.view import View


def render_text(view: View, name: str, **context: Any) -> bytes:
    """The template `templates/text/<name>` with this context, as UTF-8 that ends in one newline.

    XML is escaped; in a plain text file the template turns that off for itself.
    """
    text = view.render(f"text/{name}", **context)
    return (text.strip() + "\n").encode()

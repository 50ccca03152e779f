"""What rendering yields, and what it asked for on the way."""

from __future__ import annotations

from clinicsite.model.frozen import frozen


@frozen(slots=True, order=True)
class Need:
    """Something an output was made from: `page articles/science/x`, `listing article topic=aftercare`, `template …`.

    `digest` is that thing's SHA-256 (16 hex digits) when it was asked for.
    """

    kind: str
    name: str
    digest: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@frozen(slots=True)
class Rendered:
    """A file of the site before it is published. `path` is relative to site/; `made_from` is a source path or a template."""

    path: str
    data: bytes
    made_from: str
    needs: tuple[Need, ...]


@frozen(slots=True)
class Output:
    """A file to be published. `digest` is the SHA-256 of `data`; `company` names the articles that were looked at on the way,
    as `render.company` writes it."""

    path: str
    data: bytes
    digest: str
    needs: tuple[Need, ...]
    company: str = ""

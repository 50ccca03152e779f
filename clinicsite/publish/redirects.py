"""Old addresses and what took their place."""

from __future__ import annotations

from collections.abc import Iterable

from clinicsite.model.address import quote_path
from clinicsite.model.frozen import frozen


@frozen(slots=True, order=True)
class Redirect:
    """Both addresses as a browser asks for them: encoded, with the site's base path."""

    old: str
    new: str

    @property
    def line(self) -> str:
        """As Netlify and Cloudflare Pages read it."""
        return f"{self.old} {self.new} 301"


def redirects(aliases: Iterable[tuple[Iterable[str], str]], base_path: str = "") -> tuple[Redirect, ...]:
    """The redirects for `(old addresses, new address)` pairs, by old address, with and without a slash at the end.

    Only Netlify takes the two for one. A `*` in an alias is that character, not a pattern.
    """
    found = {
        Redirect(base_path + quote_path(old), new)
        for olds, new in aliases
        for alias in olds
        for old in spellings(alias)
    }
    return tuple(sorted(redirect for redirect in found if redirect.old != redirect.new))


def spellings(alias: str) -> tuple[str, ...]:
    """`/old` and `/old/` for either of them; a file such as `/old.html` for itself."""
    bare = alias.rstrip("/")
    if not bare:
        return ()
    is_file = "." in bare.rpartition("/")[2] and not alias.endswith("/")
    return (bare,) if is_file else (bare, f"{bare}/")

"""Trials: the address of a copy, links to copies, and forms that send nothing."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.form_service import clinic_place
from clinicsite.check.mentions import Mention
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.hosts import TRIAL_LABEL, host_of, is_lent, is_machine, is_reserved, is_trial
from clinicsite.model.site import Site

LINKED = ("github.io", "gitlab.io", "amazonaws.com", "cloudfront.net")
"""Hosts of trial copies where others keep real pages, to which an article may link."""


@rule("LIVE-05", "site", going_live="only")
def trial_address(site: Site) -> Iterator[Diagnostic]:
    """The site's own address is that of a copy, an example or a bare machine, or is not secure.

    `base_url` stands in every canonical link, feed and share. A live site that names its trial copy sends search
    engines and people there, and the copy goes stale.

    Bad:
        -- content/clinic.yaml --
        base_url: https://juniper-row.netlify.app

    Good:
        -- content/clinic.yaml --
        base_url: https://www.juniperrow.org
    """
    address = site.clinic.base_url
    host = host_of(address)
    if is_reserved(host):
        what = "lies in a domain that belongs to nobody"
    elif is_machine(host):
        what = "names a machine and no domain"
    elif is_trial(host):
        what = "is that of a copy for trial"
    elif not address.lower().startswith("https:"):
        what = "is not secure"
    else:
        return
    yield Diagnostic(
        "LIVE-05", f"The site's address, `{address}`, {what}.", clinic_place(site, "base_url"),
        "Write the https address at which the clinic's patients will find it.",
    )


@rule("LIVE-06", "mention", going_live="only")
def link_to_copy(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A link leads to a copy of the site for trial.

    The copy goes away or goes stale, and what it says may never have been checked.

    Bad:
        [Our fees](https://juniper-row.netlify.app/fees/) are on their own page.

    Good:
        [Our fees](/pages/fees.md) are on their own page.
    """
    host = host_of(mention.target)
    if mention.kind == "citation" or not host or is_reserved(host):
        return
    if is_machine(host) or is_lent(host) and not host.endswith(LINKED) or _is_our_copy(host, host_of(site.clinic.base_url)):
        yield Diagnostic(
            "LIVE-06", f"`{mention.target}` leads to a copy for trial.", mention.where,
            "Link to the page's file, as in `/pages/fees.md`.",
        )


@rule("LIVE-07", "site", going_live="only")
def forms_for_trial(site: Site) -> Iterator[Diagnostic]:
    """The forms are set to `preview`, which sends nothing.

    `preview` keeps requests on the writer's own machine while the site is served there. On the published site the form
    says that it does not send and names the phones; that must not be how patients meet it.

    Bad:
        -- content/clinic.yaml --
        forms: {backend: preview}

    Good:
        -- content/clinic.yaml --
        forms: {backend: phone-only}
    """
    if site.clinic.forms.backend == "preview" and site.forms:
        yield Diagnostic(
            "LIVE-07", "The forms are set to `preview`, so nobody would get the requests.",
            clinic_place(site, "forms.backend"),
            "Choose `post`, `netlify` or `phone-only`; docs/forms.md compares them.",
        )


def _is_our_copy(host: str, ours: str) -> bool:
    first, _, rest = host.partition(".")
    return bool(ours) and TRIAL_LABEL.fullmatch(first) is not None and rest == ours.removeprefix("www.")


RULES: tuple[Rule, ...] = (
    trial_address, link_to_copy, forms_for_trial,
)

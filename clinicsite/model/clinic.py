"""Facts about the clinic that staff may edit: content/clinic.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from clinicsite.model.formats import BaseUrl, File, Host, Inline, Name, Phone, Slug, State, Text, Url
from clinicsite.model.frozen import frozen
from clinicsite.model.meta import CONFIG


@frozen(kw_only=True)
class CrisisLine:
    """A way to reach help at any hour, shown on every page."""

    __pydantic_config__ = CONFIG

    show: Text
    """What is shown large, as in `988`."""
    say: Text
    """What it is, as in `call`."""
    href: Text
    """The link, as in `tel:988` or `sms:988`."""
    use: Literal["emergency", "crisis-call", "crisis-text", "veterans"]
    """What care cards use it for."""


@frozen(kw_only=True)
class ClinicPhone:
    """A phone of the clinic that belongs to no location."""

    __pydantic_config__ = CONFIG

    label: Text
    number: Phone


@frozen(kw_only=True)
class MenuItem:
    """A link in a menu."""

    __pydantic_config__ = CONFIG

    label: Text
    to: File
    """The source file it leads to, as in `pages/fees.md`."""


@frozen(kw_only=True)
class Profile:
    """A page of the clinic elsewhere, as a plain link."""

    __pydantic_config__ = CONFIG

    name: Name
    url: Url


@frozen(kw_only=True)
class LegalProfile:
    """What the law asks of this clinic. The notices that it has to publish follow from it, and from `states_served`."""

    __pydantic_config__ = CONFIG

    hipaa: bool
    """true for a clinic under HIPAA: it publishes a Notice of Privacy Practices (45 CFR 164.520)."""
    self_pay: bool
    """true where people come who have no insurance or do not use it: the Good Faith Estimate (45 CFR 149.610)."""
    federal_funds: bool
    """true for a clinic that takes federal health funds: nondiscrimination and language help (Section 1557), accessibility (Section 504)."""
    public: bool = True
    """false only for a site that the public cannot open; others say how accessible they are, and what they learn of visitors."""


@frozen(kw_only=True)
class FormsBackend:
    """Where forms go. `backend` names a row of the table in docs/forms.md."""

    __pydantic_config__ = CONFIG

    backend: Literal["netlify", "post", "phone-only", "preview"] = "preview"
    endpoint: str | None = None
    """The https address that takes the request, for `post`."""
    hidden: Mapping[str, str] = field(default_factory=dict)
    """Hidden fields the service asks for."""
    honeypot: str | None = None
    """The name of the field that only robots fill in."""
    redirect_field: str | None = None
    """The name of the hidden field in which the service expects the thank-you page's address."""
    baa: Literal["signed", "unknown", "none"] = "unknown"
    """Whether a business associate agreement with this service is signed (HIPAA, 45 CFR 164.502(e))."""


@frozen(kw_only=True)
class AllowedRequest:
    """Another host that pages may load something from, because the clinic has answered for it."""

    __pydantic_config__ = CONFIG

    host: Host
    owner: Text
    """Who at the clinic answers for it."""
    note: Text
    """Why it is needed, and what allows it: the signed agreement, or the visitor's consent."""


@frozen(kw_only=True)
class NextStep:
    """The one next step that a page offers."""

    __pydantic_config__ = CONFIG

    title: Text
    text: Inline
    label: Text
    """The words of the button."""
    short: Text
    """The words of the button in the phone's call bar."""
    to: File
    """The form or page it leads to, as in `forms/request-appointment.yaml`."""
    figure: Text
    """How long the step takes, as in `0:15`."""
    unit: Text
    """As in `the first call`."""


@frozen(kw_only=True)
class Clinic:
    """content/clinic.yaml"""

    __pydantic_config__ = CONFIG

    name: Name
    """The clinic's full name."""
    short_name: Name
    """As it stands beside the mark."""
    descriptor: Text
    """The small line under it, as in `Ketamine Clinic`."""
    tagline: Text
    """What the clinic does, in one sentence."""
    base_url: BaseUrl
    language: Literal["en-US"] = "en-US"
    sample: bool = False
    """true marks a fictional clinic, which must not go live."""
    phones: tuple[ClinicPhone, ...] = ()
    email: Name | None = None
    """For general questions. Shown as text on the contact page; forms never use it."""
    crisis_title: Text
    """As in `Help now, any hour`."""
    crisis: tuple[CrisisLine, ...]
    forms: FormsBackend = field(default_factory=FormsBackend)
    allowed_requests: tuple[AllowedRequest, ...] = ()
    """The other hosts that pages may load something from. Without an entry, any such request is an error."""
    social: tuple[Profile, ...] = ()
    offline: tuple[File, ...] = ()
    """Pages that can be read again without a connection once they were opened, by their source files, as in
    `articles/aftercare/first-24-hours.md`. Their translations too."""
    overdue_reviews: Literal["fail", "notice"] = "fail"
    """What becomes of a page whose review is overdue: the build fails, or the page carries a notice and `noindex`."""
    states_served: tuple[State, ...]
    """The states in which it treats people, as in `[CO, MD]`."""
    profile: LegalProfile
    """What the law asks of the clinic. The legal notices that it has to publish follow from it."""
    menu: tuple[MenuItem, ...]
    """The main menu, at most six."""
    more: tuple[MenuItem, ...] = ()
    """Further pages that the foot of every page links to, after the main menu."""
    notices: tuple[MenuItem, ...] = ()
    """The legal notices, linked from every page."""
    next_step: NextStep
    disclaimer: Inline
    """The line at the foot of every page."""
    folders: Mapping[str, Slug] = field(default_factory=dict)
    """In the file of a translation: what folders are called in addresses, as in `locations: sedes`."""
    mark: File | None = None
    """The clinic's mark, an SVG drawing."""
    security_contact: Name | None = None
    """Where to report a security problem, as in `https://…` or `mailto:…`; security.txt is written from it."""

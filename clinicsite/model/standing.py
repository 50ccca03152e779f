"""What a build may be taken for: a clinic's live site, a sample, or a copy for trial."""

from __future__ import annotations

from typing import Literal

from clinicsite.model.hosts import host_of, is_machine, is_trial
from clinicsite.model.site import Site
from clinicsite.settings import Settings

Standing = Literal["live", "sample", "trial"]


def standing_of(site: Site, settings: Settings) -> Standing:
    """`sample` while anything in the site is marked `sample: true`; `trial` where drafts or pages of the future are let in,
    where nothing is checked, or where the build lives at an address for trial; else `live`. Only a live build may be listed by search engines."""
    if has_samples(site):
        return "sample"
    host = host_of(settings.base_url or site.clinic.base_url)
    if settings.drafts or settings.future or not settings.checked or is_trial(host) or is_machine(host):
        return "trial"
    return "live"


def has_samples(site: Site) -> bool:
    """Whether the clinic, a page or a form of the site is marked as a sample. Translations are marked by what they translate."""
    return (
        site.clinic.sample or any(page.meta.sample for page in site.pages) or any(form.form.sample for form in site.forms)
    )

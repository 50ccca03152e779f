"""Services that clinics' pages are often found to call, by host, under the names people know them by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["tracker", "font", "map", "video", "form", "chat", "captcha", "reviews", "files", "social"]


@dataclass(frozen=True, slots=True)
class Service:
    """A service and what it is for."""

    name: str
    kind: Kind


_TABLE: dict[Kind, str] = {
    "tracker": """
        connect.facebook.net=Meta pixel; facebook.com/tr=Meta pixel
        googletagmanager.com=Google Tag Manager; googletagmanager.com/gtag=Google Analytics; tagmanager.google.com=Google Tag Manager
        google-analytics.com=Google Analytics; analytics.google.com=Google Analytics
        doubleclick.net=Google Ads; googleadservices.com=Google Ads; googlesyndication.com=Google Ads
        google.com/ads=Google Ads; google.com/pagead=Google Ads; google.com/ccm=Google Ads; adservice.google.com=Google Ads
        analytics.tiktok.com=TikTok pixel; bat.bing.com=Microsoft Ads; clarity.ms=Microsoft Clarity
        hotjar.com=Hotjar; hotjar.io=Hotjar; fullstory.com=FullStory; mouseflow.com=Mouseflow; luckyorange.com=Lucky Orange
        crazyegg.com=Crazy Egg; smartlook.com=Smartlook; logrocket.com=LogRocket; inspectlet.com=Inspectlet; quantummetric.com=Quantum Metric
        snap.licdn.com=LinkedIn Insight; px.ads.linkedin.com=LinkedIn Insight; ads-twitter.com=X pixel; analytics.twitter.com=X pixel; t.co/i=X pixel
        sc-static.net=Snap pixel; tr.snapchat.com=Snap pixel; ct.pinterest.com=Pinterest tag; s.pinimg.com=Pinterest tag
        redditstatic.com=Reddit pixel; alb.reddit.com=Reddit pixel; amazon-adsystem.com=Amazon Ads; criteo.com=Criteo; criteo.net=Criteo
        taboola.com=Taboola; outbrain.com=Outbrain; adroll.com=AdRoll; quantserve.com=Quantcast; scorecardresearch.com=Scorecard Research
        callrail.com=CallRail; calltrk.com=CallTrackingMetrics; tctm.co=CallTrackingMetrics; whatconverts.com=WhatConverts
        mixpanel.com=Mixpanel; mxpnl.com=Mixpanel; amplitude.com=Amplitude; segment.com=Segment; segment.io=Segment; heapanalytics.com=Heap
        posthog.com=PostHog; plausible.io=Plausible; matomo.cloud=Matomo; newrelic.com=New Relic; nr-data.net=New Relic
        sentry.io=Sentry; sentry-cdn.com=Sentry; optimizely.com=Optimizely; visualwebsiteoptimizer.com=VWO; pixel.wp.com=WordPress statistics
        stats.wp.com=WordPress statistics; hs-analytics.net=HubSpot tracking; hs-scripts.com=HubSpot tracking; hs-banner.com=HubSpot tracking
        cloudflareinsights.com=Cloudflare Web Analytics; addthis.com=AddThis; sharethis.com=ShareThis; klaviyo.com=Klaviyo; marketo.net=Marketo
        userway.org=UserWay accessibility overlay; acsbapp.com=accessiBe overlay; audioeye.com=AudioEye overlay""",
    "font": """
        fonts.googleapis.com=Google Fonts; fonts.gstatic.com=Google Fonts; use.typekit.net=Adobe Fonts; p.typekit.net=Adobe Fonts
        fonts.bunny.net=Bunny Fonts; fast.fonts.net=Monotype fonts; cloud.typography.com=Hoefler fonts; kit.fontawesome.com=Font Awesome
        use.fontawesome.com=Font Awesome; ka-f.fontawesome.com=Font Awesome""",
    "map": """
        google.com/maps=Google Maps; maps.google.com=Google Maps; maps.googleapis.com=Google Maps; maps.gstatic.com=Google Maps
        mapbox.com=Mapbox; openstreetmap.org=OpenStreetMap; apple-mapkit.com=Apple Maps; bing.com/maps=Bing Maps; dev.virtualearth.net=Bing Maps""",
    "video": """
        youtube.com=YouTube; youtube-nocookie.com=YouTube; ytimg.com=YouTube; youtu.be=YouTube; player.vimeo.com=Vimeo; vimeo.com=Vimeo
        vimeocdn.com=Vimeo; wistia.com=Wistia; wistia.net=Wistia; loom.com=Loom; dailymotion.com=Dailymotion; spotify.com=Spotify
        soundcloud.com=SoundCloud; vidyard.com=Vidyard""",
    "form": """
        docs.google.com/forms=Google Forms; forms.gle=Google Forms; formspree.io=Formspree; jotform.com=Jotform; jotfor.ms=Jotform
        typeform.com=Typeform; hsforms.net=HubSpot forms; hsforms.com=HubSpot forms; list-manage.com=Mailchimp; mailchimp.com=Mailchimp
        chimpstatic.com=Mailchimp; wufoo.com=Wufoo; formstack.com=Formstack; cognitoforms.com=Cognito Forms; 123formbuilder.com=123FormBuilder
        paperform.co=Paperform; tally.so=Tally; formsubmit.co=FormSubmit; getform.io=Getform; formcarry.com=Formcarry; usebasin.com=Basin; web3forms.com=Web3Forms; surveymonkey.com=SurveyMonkey; calendly.com=Calendly; acuityscheduling.com=Acuity Scheduling
        squarespacescheduling.com=Acuity Scheduling; zocdoc.com=Zocdoc; intakeq.com=IntakeQ; simplepractice.com=SimplePractice
        leadconnectorhq.com=GoHighLevel; msgsndr.com=GoHighLevel; activehosted.com=ActiveCampaign; convertkit.com=Kit; constantcontact.com=Constant Contact
        forms.zohopublic.com=Zoho Forms; airtable.com=Airtable; webto.salesforce.com=Salesforce""",
    "chat": """
        intercom.io=Intercom; intercomcdn.com=Intercom; drift.com=Drift; driftt.com=Drift; tawk.to=tawk.to; crisp.chat=Crisp; tidio.co=Tidio
        livechatinc.com=LiveChat; zdassets.com=Zendesk; zopim.com=Zendesk; olark.com=Olark; podium.com=Podium; birdeye.com=Birdeye
        widget.manychat.com=ManyChat; smartsupp.com=Smartsupp; usemessages.com=HubSpot chat""",
    "captcha": """
        google.com/recaptcha=Google reCAPTCHA; gstatic.com/recaptcha=Google reCAPTCHA; recaptcha.net=Google reCAPTCHA; hcaptcha.com=hCaptcha
        challenges.cloudflare.com=Cloudflare Turnstile""",
    "reviews": """
        trustindex.io=Trustindex; elfsight.com=Elfsight; elfsightcdn.com=Elfsight; trustpilot.com=Trustpilot; yelp.com=Yelp
        yelpcdn.com=Yelp; healthgrades.com=Healthgrades; widewail.com=Widewail; nicejob.co=NiceJob""",
    "files": """
        cdnjs.cloudflare.com=cdnjs; jsdelivr.net=jsDelivr; unpkg.com=unpkg; code.jquery.com=the jQuery CDN; ajax.googleapis.com=Google's library CDN
        bootstrapcdn.com=the Bootstrap CDN; gstatic.com=Google's file server; googleusercontent.com=Google's picture server
        gravatar.com=Gravatar; i0.wp.com=WordPress's picture server; i1.wp.com=WordPress's picture server; i2.wp.com=WordPress's picture server
        c0.wp.com=WordPress's file server; s.w.org=WordPress's file server; wixstatic.com=Wix; parastorage.com=Wix; squarespace.com=Squarespace
        squarespace-cdn.com=Squarespace; website-files.com=Webflow; cloudfront.net=Amazon's file server; amazonaws.com=Amazon's file server
        disqus.com=Disqus; cookielaw.org=OneTrust; onetrust.com=OneTrust; cookiebot.com=Cookiebot; iubenda.com=iubenda; termly.io=Termly""",
    "social": """
        facebook.com=Facebook; fbcdn.net=Facebook; instagram.com=Instagram; cdninstagram.com=Instagram; twitter.com=X; x.com=X; twimg.com=X
        linkedin.com=LinkedIn; pinterest.com=Pinterest; tiktok.com=TikTok; reddit.com=Reddit""",
}  # fmt: skip
SERVICES: dict[str, Service] = {
    address: Service(name, kind)
    for kind, text in _TABLE.items()
    for address, name in (entry.strip().split("=") for entry in re.split(r"[;\n]", text) if entry.strip())
}
"""By host, or by host and the beginning of a path. A host stands for its subdomains."""

CALLS: dict[str, str] = {
    r"\bfbq\s*\(": "connect.facebook.net",
    r"\bgtag\s*\(\s*['\"](?:config|event)|\bga\s*\(\s*['\"]create|\b_gaq\b": "google-analytics.com",
    r"['\"]gtm\.start['\"]": "googletagmanager.com",
    r"\bttq\.(?:load|page|track)\b": "analytics.tiktok.com",
    r"\b_hjSettings\b": "hotjar.com",
    r"\bclarity\s*\(\s*['\"]": "clarity.ms",
    r"\b_linkedin_(?:data_)?partner_id": "snap.licdn.com",
    r"\bsnaptr\s*\(": "tr.snapchat.com",
    r"\bpintrk\s*\(": "ct.pinterest.com",
    r"\btwq\s*\(": "analytics.twitter.com",
    r"\brdt\s*\(\s*['\"]": "redditstatic.com",
    r"\buetq\b": "bat.bing.com",
}
"""What a script of a service calls, for pages that load it in a roundabout way."""

INSTEAD: dict[Kind, str] = {
    "tracker": "Take it out: who reads which page of a clinic is health information",
    "font": "Keep the font files in the site's own folder",
    "map": "Link to the map, or show a picture of it from the site's own folder",
    "video": "Link to the video, or keep it in the site's own folder",
    "form": "Link to the form, or put one of your own on the page",
    "chat": "Give a phone number instead",
    "captcha": "Use a field that only robots fill in",
    "reviews": "Link to the reviews",
    "files": "Keep the file in the site's own folder",
    "social": "Link to the profile",
}


def service_at(host: str, path: str = "/") -> Service | None:
    """The service that answers at an address, by the longest part of it that the table knows."""
    labels = host.lower().removeprefix("www.").split(".")
    first = path.split("/")[1].split("?")[0] if "/" in path else ""
    for start in range(max(len(labels) - 6, 0), len(labels) - 1):
        name = ".".join(labels[start:])
        if service := SERVICES.get(f"{name}/{first}") or SERVICES.get(name):
            return service
    return None

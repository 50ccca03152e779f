"""Services that clinics' pages are often found to call, by host, under the names people know them by."""

from __future__ import annotations

from typing import Literal

from clinicsite.model.frozen import frozen

Kind = Literal["tracker", "font", "map", "video", "form", "chat", "captcha", "reviews", "files", "social"]


@frozen(slots=True)
class Service:
    """A service and what it is for."""

    name: str
    kind: Kind


_TABLE: dict[Kind, str] = {
    "tracker": """
        Meta pixel: connect.facebook.net facebook.com/tr
        Google Tag Manager: googletagmanager.com tagmanager.google.com
        Google Analytics: googletagmanager.com/gtag google-analytics.com analytics.google.com
        Google Ads: doubleclick.net googleadservices.com googlesyndication.com google.com/ads
        Google Ads: google.com/pagead google.com/ccm adservice.google.com
        TikTok pixel: analytics.tiktok.com
        Microsoft Ads: bat.bing.com
        Microsoft Clarity: clarity.ms
        Hotjar: hotjar.com hotjar.io
        FullStory: fullstory.com
        Mouseflow: mouseflow.com
        Lucky Orange: luckyorange.com
        Crazy Egg: crazyegg.com
        Smartlook: smartlook.com
        LogRocket: logrocket.com
        Inspectlet: inspectlet.com
        Quantum Metric: quantummetric.com
        LinkedIn Insight: snap.licdn.com px.ads.linkedin.com
        X pixel: ads-twitter.com analytics.twitter.com t.co/i
        Snap pixel: sc-static.net tr.snapchat.com
        Pinterest tag: ct.pinterest.com s.pinimg.com
        Reddit pixel: redditstatic.com alb.reddit.com
        Amazon Ads: amazon-adsystem.com
        Criteo: criteo.com criteo.net
        Taboola: taboola.com
        Outbrain: outbrain.com
        AdRoll: adroll.com
        Quantcast: quantserve.com
        Scorecard Research: scorecardresearch.com
        CallRail: callrail.com
        CallTrackingMetrics: calltrk.com tctm.co
        WhatConverts: whatconverts.com
        Mixpanel: mixpanel.com mxpnl.com
        Amplitude: amplitude.com
        Segment: segment.com segment.io
        Heap: heapanalytics.com
        PostHog: posthog.com
        Plausible: plausible.io
        Matomo: matomo.cloud
        New Relic: newrelic.com nr-data.net
        Sentry: sentry.io sentry-cdn.com
        Optimizely: optimizely.com
        VWO: visualwebsiteoptimizer.com
        WordPress statistics: pixel.wp.com stats.wp.com
        HubSpot tracking: hs-analytics.net hs-scripts.com hs-banner.com
        Cloudflare Web Analytics: cloudflareinsights.com
        AddThis: addthis.com
        ShareThis: sharethis.com
        Klaviyo: klaviyo.com
        Marketo: marketo.net
        UserWay accessibility overlay: userway.org
        accessiBe overlay: acsbapp.com
        AudioEye overlay: audioeye.com""",
    "font": """
        Google Fonts: fonts.googleapis.com fonts.gstatic.com
        Adobe Fonts: use.typekit.net p.typekit.net
        Bunny Fonts: fonts.bunny.net
        Monotype fonts: fast.fonts.net
        Hoefler fonts: cloud.typography.com
        Font Awesome: kit.fontawesome.com use.fontawesome.com ka-f.fontawesome.com""",
    "map": """
        Google Maps: google.com/maps maps.google.com maps.googleapis.com maps.gstatic.com
        Mapbox: mapbox.com
        OpenStreetMap: openstreetmap.org
        Apple Maps: apple-mapkit.com
        Bing Maps: bing.com/maps dev.virtualearth.net""",
    "video": """
        YouTube: youtube.com youtube-nocookie.com ytimg.com youtu.be
        Vimeo: player.vimeo.com vimeo.com vimeocdn.com
        Wistia: wistia.com wistia.net
        Loom: loom.com
        Dailymotion: dailymotion.com
        Spotify: spotify.com
        SoundCloud: soundcloud.com
        Vidyard: vidyard.com""",
    "form": """
        Google Forms: docs.google.com/forms forms.gle
        Formspree: formspree.io
        Jotform: jotform.com jotfor.ms
        Typeform: typeform.com
        HubSpot forms: hsforms.net hsforms.com
        Mailchimp: list-manage.com mailchimp.com chimpstatic.com
        Wufoo: wufoo.com
        Formstack: formstack.com
        Cognito Forms: cognitoforms.com
        123FormBuilder: 123formbuilder.com
        Paperform: paperform.co
        Tally: tally.so
        FormSubmit: formsubmit.co
        Getform: getform.io
        Formcarry: formcarry.com
        Basin: usebasin.com
        Web3Forms: web3forms.com
        SurveyMonkey: surveymonkey.com
        Calendly: calendly.com
        Acuity Scheduling: acuityscheduling.com squarespacescheduling.com
        Zocdoc: zocdoc.com
        IntakeQ: intakeq.com
        SimplePractice: simplepractice.com
        GoHighLevel: leadconnectorhq.com msgsndr.com
        ActiveCampaign: activehosted.com
        Kit: convertkit.com
        Constant Contact: constantcontact.com
        Zoho Forms: forms.zohopublic.com
        Airtable: airtable.com
        Salesforce: webto.salesforce.com""",
    "chat": """
        Intercom: intercom.io intercomcdn.com
        Drift: drift.com driftt.com
        tawk.to: tawk.to
        Crisp: crisp.chat
        Tidio: tidio.co
        LiveChat: livechatinc.com
        Zendesk: zdassets.com zopim.com
        Olark: olark.com
        Podium: podium.com
        Birdeye: birdeye.com
        ManyChat: widget.manychat.com
        Smartsupp: smartsupp.com
        HubSpot chat: usemessages.com""",
    "captcha": """
        Google reCAPTCHA: google.com/recaptcha gstatic.com/recaptcha recaptcha.net
        hCaptcha: hcaptcha.com
        Cloudflare Turnstile: challenges.cloudflare.com""",
    "reviews": """
        Trustindex: trustindex.io
        Elfsight: elfsight.com elfsightcdn.com
        Trustpilot: trustpilot.com
        Yelp: yelp.com yelpcdn.com
        Healthgrades: healthgrades.com
        Widewail: widewail.com
        NiceJob: nicejob.co""",
    "files": """
        cdnjs: cdnjs.cloudflare.com
        jsDelivr: jsdelivr.net
        unpkg: unpkg.com
        the jQuery CDN: code.jquery.com
        Google's library CDN: ajax.googleapis.com
        the Bootstrap CDN: bootstrapcdn.com
        Google's file server: gstatic.com
        Google's picture server: googleusercontent.com
        Gravatar: gravatar.com
        WordPress's picture server: i0.wp.com i1.wp.com i2.wp.com
        WordPress's file server: c0.wp.com s.w.org
        Wix: wixstatic.com parastorage.com
        Squarespace: squarespace.com squarespace-cdn.com
        Webflow: website-files.com
        Amazon's file server: cloudfront.net amazonaws.com
        Disqus: disqus.com
        OneTrust: cookielaw.org onetrust.com
        Cookiebot: cookiebot.com
        iubenda: iubenda.com
        Termly: termly.io""",
    "social": """
        Facebook: facebook.com fbcdn.net
        Instagram: instagram.com cdninstagram.com
        X: twitter.com x.com twimg.com
        LinkedIn: linkedin.com
        Pinterest: pinterest.com
        TikTok: tiktok.com
        Reddit: reddit.com""",
}
SERVICES: dict[str, Service] = {
    address: Service(name.strip(), kind)
    for kind, text in _TABLE.items()
    for name, addresses in (line.split(":") for line in text.strip().splitlines())
    for address in addresses.split()
}
"""By host, or by host and the beginning of a path. A host stands for its subdomains."""

CALLED: dict[str, str] = {
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

"""A page of every kind as it is read with other eyes, hands and settings: zoomed, spaced out, in forced colours, without motion,
without style sheets, by keyboard and by the names that a screen reader speaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.demo import EVERY, Built

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("everyone")]

Faults = dict[str, list[str]]

SHARED = """
const told = element => element.cloneNode(false).outerHTML.slice(0, 140);
const shown = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
const all = selector => [...document.body.querySelectorAll(selector)];
const hidden = element => element.closest(".hide, .skip, svg");
// Letters that were spaced out may round up to a pixel more.
const wide = (most = 0) => {
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return over > most ? [`the page is ${over} px too wide`] : [];
};
// Text that its own box, or one around it, cuts off.
const cut = () => all("*").filter(element => {
  if (!shown(element) || hidden(element) || !element.textContent.trim()) return false;
  const style = getComputedStyle(element);
  const clips = value => value === "hidden" || value === "clip";
  return (clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
    || (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
}).map(told);
// Lines of text that run into one another.
const overlapping = () => {
  const boxes = all("p, li, dt, dd, h1, h2, h3, a, td, th, label, legend").filter(element => shown(element) && !hidden(element) && !element.closest(".bar, .rows h3, .edge") && !element.querySelector("p, li, dt, dd, h1, h2, h3, td, th"))
    .map(element => [element, element.getBoundingClientRect()]);
  return boxes.flatMap(([element, box], n) => boxes.slice(n + 1, n + 6).filter(([other, at]) => !element.contains(other) && !other.contains(element)
    && at.left < box.right - 2 && at.right > box.left + 2 && at.top < box.bottom - 6 && at.bottom > box.top + 6
    && getComputedStyle(element).display !== "inline" && getComputedStyle(other).display !== "inline").map(([other]) => `${told(element)} and ${told(other)}`));
};
"""

SPACED = """*, *::before, *::after { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
"""The least that a reader may set without losing anything (WCAG 1.4.12)."""

REFLOW = f"() => {{ {SHARED} return [...wide(), ...cut()]; }}"
SPACING = f"() => {{ {SHARED} return [...wide(1), ...cut(), ...overlapping()]; }}"

TEXT = """() => document.querySelector("main").innerText.replace(/\\s+/g, " ").length"""

FORCED = f"""() => {{ {SHARED}
  const controls = all("a.next, button, input:not([type=hidden]), select, textarea").filter(shown);
  const bare = controls.filter(element => {{
    const style = getComputedStyle(element);
    const outlined = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none";
    return !outlined && !["checkbox", "radio"].includes(element.type);
  }});
  const edges = all(".band > .edge:not(.plain)").filter(shown).filter(element => parseFloat(getComputedStyle(element).borderRightWidth) === 0);
  const cards = all(".card").filter(shown).filter(element => parseFloat(getComputedStyle(element).borderTopWidth) === 0);
  return [...bare, ...edges, ...cards].map(told);
}}"""
"""What would lose its shape where backgrounds are not painted."""

STILL = f"""() => {{ {SHARED}
  const moving = all("*").filter(element => getComputedStyle(element).transitionDuration.split(",").some(time => parseFloat(time) > 0));
  const running = document.getAnimations().filter(animation => animation.timeline === document.timeline).map(animation => animation.animationName);
  return [...moving.map(told), ...running];
}}"""

TARGETS = f"""() => {{ {SHARED}
  const least = 44;
  const targets = all("a[href], button, summary, select, textarea, input:not([type=hidden])").filter(element => shown(element) && !hidden(element));
  return targets.filter(element => {{
    const label = ["checkbox", "radio"].includes(element.type) && (element.closest("label") || document.querySelector(`label[for="${{element.id}}"]`));
    const box = (label || element).getBoundingClientRect();
    if (box.width >= least - .5 && box.height >= least - .5) return false;
    // A link among words may be as high as its line (WCAG 2.5.5, inline).
    const style = getComputedStyle(element);
    const among = element.matches("a") && style.display.startsWith("inline") && element.closest("p, li, dd, td, th, dt, figcaption, address, h3, .note, sup");
    // A link that covers its whole row by a box of its own.
    const covering = getComputedStyle(element, "::after").position === "absolute" && element.closest("li").getBoundingClientRect().height >= least;
    return !among && !covering;
  }}).map(element => `${{Math.round(element.getBoundingClientRect().width)}} x ${{Math.round(element.getBoundingClientRect().height)}}: ${{told(element)}}`);
}}"""

HOVER = """() => {
  const risky = /(?:^|;)\\s*(?:display|visibility|opacity|max-height|height|clip|clip-path|content|position|transform)\\s*:/;
  const rules = list => [...list].flatMap(rule => rule.cssRules && rule.cssRules.length ? [rule, ...rules(rule.cssRules)] : [rule]);
  return [...document.styleSheets].flatMap(sheet => rules(sheet.cssRules))
    .filter(rule => rule.selectorText && rule.selectorText.includes(":hover") && risky.test(rule.style.cssText)).map(rule => rule.cssText.slice(0, 140));
}"""
"""Rules that would show or hide something under a pointer, which fingers and keys do not have."""

STRUCTURE = f"""() => {{ {SHARED}
  const wrong = [];
  const levels = all("h1, h2, h3, h4, h5, h6").filter(element => element.checkVisibility()).map(element => [Number(element.tagName[1]), element.textContent.trim()]);
  levels.forEach(([level, text], n) => {{ if (n && level > levels[n - 1][0] + 1) wrong.push(`${{text}}: from level ${{levels[n - 1][0]}} to ${{level}}`); }});
  for (const [, text] of levels) if (!text) wrong.push("an empty heading");
  for (const [name, selector] of Object.entries({{ banner: "body > header", main: "main", contentinfo: "body > footer" }}))
    if (all(selector).length !== 1) wrong.push(`${{all(selector).length}} of ${{name}}`);
  const outside = [...document.body.children].filter(element => !element.matches("header, main, footer, nav, script, style, a.skip, aside, [hidden], section[aria-label], section[aria-labelledby], div[role], template"));
  wrong.push(...outside.map(element => `outside of every landmark: ${{told(element)}}`));
  return wrong;
}}"""

ORDER = f"""() => {{ {SHARED}
  const stops = all("main a[href], main button, main input, main select, main textarea, main summary").filter(element => shown(element) && !hidden(element) && !element.closest("table"));
  const tops = stops.map(element => element.getBoundingClientRect().top + scrollY);
  return stops.filter((element, n) => n && tops[n] < tops[n - 1] - 40).map(told);
}}"""
"""What the keyboard reaches after something that stands below it, on a phone, where all is in one column."""

BARED = """() => {
  for (const sheet of document.styleSheets) sheet.disabled = true;
  const wrong = [];
  const [first] = document.querySelectorAll("a[href], button, input");
  if (!first.matches(".skip")) wrong.push(`the first stop is ${first.outerHTML.slice(0, 100)}`);
  const at = selector => { const element = document.querySelector(selector); return element ? element.getBoundingClientRect().top + scrollY : null; };
  const order = ["header", "main", "h1", "footer"].map(at);
  if (order.some((top, n) => top === null || (n && top < order[n - 1]))) wrong.push(`header, main, h1 and footer stand at ${order}`);
  const loud = [...document.querySelectorAll("[hidden]")].filter(element => element.checkVisibility());
  wrong.push(...loud.map(element => `hidden only by a style sheet: ${element.outerHTML.slice(0, 100)}`));
  const huge = [...document.querySelectorAll("svg, img")].filter(element => element.getBoundingClientRect().width > innerWidth + 1);
  wrong.push(...huge.map(element => `wider than the page: ${element.cloneNode(false).outerHTML.slice(0, 100)}`));
  for (const sheet of document.styleSheets) sheet.disabled = false;
  return wrong;
}"""

COVERED = f"""async () => {{ {SHARED}
  const bar = document.querySelector(".bar");
  const wrong = [];
  for (const element of all("a[href], button, summary, select, textarea, input:not([type=hidden])").filter(shown)) {{
    if (hidden(element) || element.closest(".bar")) continue;
    element.focus({{ focusVisible: true }});
    if (document.activeElement !== element) {{ wrong.push(`takes no focus: ${{told(element)}}`); continue; }}
    const under = () => {{
      const [box, over] = [element.getBoundingClientRect(), bar.getBoundingClientRect()];
      return box.bottom > over.top + 1 && box.top < over.bottom;
    }};
    if (!bar || getComputedStyle(bar).display === "none" || !under()) continue;
    // The bar follows a scroll timeline, which moves on with the next frames.
    for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame);
    const there = bar.checkVisibility({{ visibilityProperty: true }}) && getComputedStyle(bar.firstElementChild).visibility === "visible";
    if (there && under()) wrong.push(`behind the call bar: ${{told(element)}}`);
  }}
  return wrong;
}}"""


def spoken(page: Page) -> list[str]:
    """What a screen reader would speak badly: controls without a name, landmarks of one kind with one name, pictures without words."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    wrong: list[str] = []
    regions: list[tuple[str, str]] = []
    for node in nodes:
        role, name = str(node.get("role", {}).get("value", "")), str(node.get("name", {}).get("value", "")).strip()
        if node.get("ignored"):
            continue
        if role in ("link", "button", "textbox", "searchbox", "combobox", "checkbox", "radio", "listbox", "spinbutton", "image", "img") and not name:
            wrong.append(f"a {role} without a name")
        if role in ("navigation", "region", "form", "search", "complementary"):
            regions.append((role, name))
    wrong += [f"two of {role} “{name}”" for role, name in set(regions) if regions.count((role, name)) > 1]
    wrong += [f"a {role} without a name" for role, name in regions if role in ("navigation", "region") and not name]
    return wrong


class Reader:
    """One window in which each page is opened once and looked at in every way."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def look(self, url: str) -> Faults:
        page, found = self.page, {}
        page.emulate_media(reduced_motion="null", forced_colors="null")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(url)
        whole = page.evaluate(TEXT)
        found["structure"] = page.evaluate(STRUCTURE)
        found["speech"] = spoken(page)
        found["hover"] = page.evaluate(HOVER)
        page.emulate_media(reduced_motion="reduce")
        found["motion"] = page.evaluate(STILL)
        page.emulate_media(reduced_motion="null", forced_colors="active")
        found["forced colours"] = page.evaluate(FORCED)
        page.emulate_media(forced_colors="null")
        page.set_viewport_size({"width": 640, "height": 450})
        found["200 %"] = page.evaluate(REFLOW)
        page.set_viewport_size({"width": 320, "height": 256})
        found["400 %"] = page.evaluate(REFLOW)
        if (narrow := page.evaluate(TEXT)) < whole * 0.9:
            found["400 %"].append(f"only {narrow} of {whole} characters are left")
        page.set_viewport_size({"width": 360, "height": 740})
        found["order"] = page.evaluate(ORDER)
        found["targets"] = page.evaluate(TARGETS)
        found["focus"] = page.evaluate(COVERED)
        style = page.add_style_tag(content=SPACED)
        found["spacing"] = page.evaluate(SPACING)
        page.set_viewport_size({"width": 1280, "height": 900})
        found["spacing"] += page.evaluate(SPACING)
        style.evaluate("element => element.remove()")
        found["no style sheets"] = page.evaluate(BARED)
        return found


@pytest.fixture(scope="module")
def looks(chromium: Browser, built: Built) -> Iterator[dict[str, Faults]]:
    context = chromium.new_context(bypass_csp=True)
    reader = Reader(context.new_page())
    yield {kind: reader.look(built.url(path)) for kind, path in EVERY.items()}
    context.close()


@pytest.mark.parametrize(
    "way",
    ["structure", "speech", "hover", "motion", "forced colours", "200 %", "400 %", "order", "targets", "focus", "spacing", "no style sheets"],
)
def test_every_kind_of_page_holds_up(way: str, looks: dict[str, Any]) -> None:
    assert {kind: found[way] for kind, found in looks.items() if found[way]} == {}

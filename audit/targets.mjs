// What every page must keep to, as data, and what is excepted from it by name.

/** Newer CSS, in every engine or harmless where it is missing, that this release of the Nu checker does not know. */
export const NEWER_CSS = ['animation-timeline', 'animation-range', 'view-timeline', 'timeline-scope', 'vector-effect', 'container-type'];

const ON_THE_EDGE = ['bgGradient', 'pseudoContent', 'bgOverlap', 'elmPartiallyObscured', 'shortTextContent'];
const IN_FIGURES = ['imgNode', 'shortTextContent', 'bgOverlap'];

/**
 * What axe cannot decide and why it is in order: `when` names axe's own reasons, `at` what its place must be like. Whatever is
 * not in this table is a miss.
 */
export const LEFT_TO_PEOPLE = [
  { rule: 'color-contrast', when: ON_THE_EDGE, because: 'Times and single letters stand on the edge, whose marks axe takes for a gradient behind them, and one letter is too little for axe. Words and sky are colour tokens, and tests/render/test_contrast.py computes every pair at 7:1 or more.' },
  { rule: 'color-contrast-enhanced', when: ON_THE_EDGE, because: 'As for color-contrast: the same test asks for the enhanced ratio.' },
  { rule: 'color-contrast', when: IN_FIGURES, at: /^text|<text/, because: 'Words in a figure are ink on paper or on an hour, both computed in tests/render/test_contrast.py. They never cross a line: each figure was looked at in both schemes.' },
  { rule: 'color-contrast-enhanced', when: IN_FIGURES, at: /^text|<text/, because: 'As for color-contrast in figures.' },
  { rule: 'hidden-content', because: 'What is hidden is hidden from everybody: the wide menu on a phone and the call bar at a desk, whose links stand in the foot of the page too; the drawing of a page’s head on a phone; what only paper shows; messages of a form or a search before there is anything to say.' },
  { rule: 'identical-links-same-purpose', at: /by_line|good-faith-estimate|chronic-pain|suicidal-thoughts/, because: 'A reviewer’s name leads to the note under the article, and there to the profile. In lists from A to Z a page and the word that it explains have one name, and each row says which it is.' },
];

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const list = (values, most = 5) => values.slice(0, most).map((value) => `\n    ${value}`).join('') + (values.length > most ? `\n    and ${values.length - most} more` : '');

const WORDS_OF_AN_ARTICLE = 1000;

/**
 * Each target: the part of the audit that measures it, the heading of its column, the figure shown, and whether it is kept.
 * `result` holds what the parts found on one page; `page` is that page of the site.
 */
export const TARGETS = [
  { part: 'lighthouse', column: 'Lighthouse', shows: ({ lighthouse }) => lighthouse.scores.join('/'), keeps: ({ lighthouse }) => lighthouse.scores.every((score) => score === 100) && lighthouse.lowest >= 99, says: ({ lighthouse }) => `Lighthouse gives ${lighthouse.scores.join('/')}, ${lighthouse.lowest} in its lowest run, and wants 100 four times${list(lighthouse.lost)}` },
  { part: 'lighthouse', column: 'LCP ratio', shows: ({ lighthouse }) => lighthouse.ratio.toFixed(2), keeps: ({ lighthouse }) => lighthouse.ratio <= 1.15, says: ({ lighthouse }) => `the largest paint takes ${lighthouse.ratio.toFixed(2)} times that of a bare page; at most 1.15` },
  { part: 'lighthouse', column: 'CLS', shows: ({ lighthouse }) => lighthouse.cls.toFixed(3), keeps: ({ lighthouse }) => lighthouse.cls < 0.0005, says: ({ lighthouse }) => `the layout shifts by ${lighthouse.cls.toFixed(3)}; it may not` },
  { part: 'lighthouse', column: 'TBT ms', shows: ({ lighthouse }) => lighthouse.tbt.toFixed(0), keeps: ({ lighthouse }) => lighthouse.tbt <= 50, says: ({ lighthouse }) => `the main thread is blocked for ${lighthouse.tbt.toFixed(0)} ms; at most 50` },
  { part: 'axe', column: 'axe', shows: ({ axe }) => `${axe.violations.length}`, keeps: ({ axe }) => axe.violations.length === 0, says: ({ axe }) => `axe finds ${axe.violations.length}${list(axe.violations.map((each) => `${each.rule} (${each.view}) ${each.place}`))}` },
  { part: 'axe', column: 'unexplained', shows: ({ axe }) => `${axe.unexplained.length}`, keeps: ({ axe }) => axe.unexplained.length === 0, says: ({ axe }) => `axe leaves ${axe.unexplained.length} to a person, and nobody has explained them${list(axe.unexplained.map((each) => `${each.rule} (${each.view}; ${each.why}) ${each.place}`))}` },
  { part: 'checker', column: 'Nu', shows: ({ checker }) => `${checker.errors.length}/${checker.warnings.length}`, keeps: ({ checker }) => checker.errors.length + checker.warnings.length === 0, says: ({ checker }) => `the Nu HTML checker finds ${checker.errors.length} errors and ${checker.warnings.length} warnings${list([...checker.errors, ...checker.warnings])}` },
  { part: 'load', column: 'first paint', shows: ({ load }) => kilobytes(load.firstPaint), keeps: ({ load }, page) => load.firstPaint <= mostAtFirst(page), says: ({ load }, page) => `first paint needs ${kilobytes(load.firstPaint)}; at most ${kilobytes(mostAtFirst(page))}` },
  { part: 'load', column: 'blocking', shows: ({ load }) => `${load.blockingRequests}`, keeps: ({ load }) => load.blockingRequests <= 1, says: ({ load }) => `${load.blockingRequests} requests block the first paint; at most one, the style sheet` },
  { part: 'load', column: 'whole load', shows: ({ load }) => kilobytes(load.total), keeps: ({ load }) => load.total <= (load.images > 0 ? 90_000 : 25_000), says: ({ load }) => `a cold load takes ${kilobytes(load.total)}; at most ${load.images > 0 ? '90 kB with pictures' : '25 kB'}` },
  { part: 'load', column: 'requests', shows: ({ load }) => `${load.requests}`, keeps: ({ load }) => load.images > 0 || load.requests <= 4, says: ({ load }) => `a cold load asks for ${load.requests} files; at most 4 where there is no picture` },
  { part: 'load', column: 'JavaScript', shows: ({ load }) => kilobytes(load.js), keeps: ({ load }) => load.js <= 5_000, says: ({ load }) => `${kilobytes(load.js)} of JavaScript are sent; at most 5 kB` },
  { part: 'load', column: 'third party', shows: ({ load }) => `${load.thirdParty.length}`, keeps: ({ load }) => load.thirdParty.length === 0, says: ({ load }) => `other sites are asked${list(load.thirdParty)}` },
  { part: 'load', column: 'fonts, cookies', shows: ({ load }) => `${kilobytes(load.fonts)}, ${load.cookies}`, keeps: ({ load }) => load.fonts === 0 && load.cookies === 0, says: ({ load }) => `${kilobytes(load.fonts)} of fonts and ${load.cookies} cookies; neither may be` },
  { part: 'load', column: 'console', shows: ({ load }) => `${load.consoleErrors.length + load.failed.length}`, keeps: ({ load }) => load.consoleErrors.length + load.failed.length === 0, says: ({ load }) => `the browser complains${list([...load.consoleErrors, ...load.failed])}` },
  { part: 'load', column: 'overflow at 320', shows: ({ load }) => `${load.overflow} px`, keeps: ({ load }) => load.overflow === 0, says: ({ load }) => `the page is ${load.overflow} px too wide at 320 px` },
  { part: 'plain', column: 'text without JavaScript', shows: ({ plain }) => `${Math.round(plain.text * 100)} %`, keeps: ({ plain }) => plain.text >= 0.98, says: ({ plain }) => `only ${(plain.text * 100).toFixed(1)} % of the text is there without JavaScript` },
  { part: 'plain', column: 'menus lost', shows: ({ plain }) => `${plain.lost.length}`, keeps: ({ plain }) => plain.lost.length === 0, says: ({ plain }) => `without JavaScript the menus lose${list(plain.lost)}` },
];

/** Bytes before the first paint: ten TCP segments, or less for an article of up to a thousand words. */
export function mostAtFirst(page) {
  return /\*\/\*$/.test(page.kind) && page.words <= WORDS_OF_AN_ARTICLE ? 12_000 : 14_600;
}

/** Of the whole site; each gives the list of what breaks it. */
export const OF_THE_WHOLE = [
  { name: 'links, anchors and images that lead nowhere', of: 'deadEnds' },
  { name: 'JSON-LD that schema.org does not know', of: 'structuredData' },
  { name: 'pages whose HTML alone takes more than their first paint may', of: 'heavy' },
  { name: 'inline event handlers', of: 'handlers' },
  { name: 'pages without an icon', of: 'icons' },
];

/** Why a figure misses what is asked of it: one text for each target that a page does not keep. */
export function misses(results) {
  return results.flatMap((result) => TARGETS.filter(({ part, keeps }) => result[part] && !keeps(result, result.page)).map(({ says }) => `${result.page.kind} (${result.page.address}): ${says(result, result.page)}`));
}

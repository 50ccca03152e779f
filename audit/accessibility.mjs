// axe-core with every rule it has, in both colour schemes, on a phone and at a desk.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DESK, PHONE, open, readThrough, withPage } from './browser.mjs';
import { LEFT_TO_PEOPLE } from './targets.mjs';

const AXE = fs.readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const VIEWS = ['light', 'dark'].flatMap((colorScheme) => [PHONE, DESK].map((viewport) => ({ colorScheme, viewport })));

/** Runs in the page: every rule, those that axe leaves out by default included. */
function everyRule() {
  const rules = Object.fromEntries(globalThis.axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]));
  return globalThis.axe.run(document, { rules, resultTypes: ['violations', 'incomplete'] });
}

const short = (node) => `${node.target.flat().join(' ')}: ${node.html.slice(0, 120)}`;

/** Violations, and what axe could not decide and nobody has explained, each as `rule (view): place`. */
export async function accessibility(browser, origin, page) {
  const violations = new Map();
  const unexplained = new Map();
  let explained = 0;
  for (const view of VIEWS) {
    const found = await withPage(browser, { ...view, deviceScaleFactor: 1, reducedMotion: 'reduce', bypassCSP: true }, async (tab) => {
      await open(tab, origin + page.address);
      await readThrough(tab);
      await tab.evaluate(AXE);
      return tab.evaluate(everyRule);
    });
    const where = `${view.viewport.width} px, ${view.colorScheme}`;
    const add = (list, rule, node) => list.set(`${rule.id} ${short(node)}`, { rule: rule.id, view: where, why: node.failureSummary ?? rule.help, place: short(node) });
    for (const rule of found.violations) rule.nodes.forEach((node) => add(violations, rule, node));
    for (const rule of found.incomplete) {
      for (const node of rule.nodes) {
        const reasons = [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey ?? check.id);
        const known = LEFT_TO_PEOPLE.some((each) => each.rule === rule.id && (!each.when || reasons.some((reason) => each.when.includes(reason))) && (!each.at || each.at.test(short(node))));
        if (known) explained += 1;
        else unexplained.set(`${rule.id} ${short(node)}`, { rule: rule.id, view: where, why: reasons.join(', '), place: short(node) });
      }
    }
  }
  return { violations: [...violations.values()], unexplained: [...unexplained.values()], explained };
}

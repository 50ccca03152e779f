// Lighthouse's mobile run, the median of several, beside bare pages measured in the same run.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { flags } from './browser.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

const TRIES = 3;

/** One run. Chromium now and then loses the trace of a load, which says nothing of the page, so that is tried again. */
async function once(url, host, port, skipAudits, tries = TRIES) {
  const chrome = await launch({ chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: flags(host, port), logLevel: 'silent' });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: 'silent', output: 'json', onlyCategories: CATEGORIES, skipAudits });
    if (!lhr.runtimeError) return lhr;
    if (tries === 1) throw new Error(`Lighthouse at ${url}: ${lhr.runtimeError.message}`);
  } finally {
    await chrome.kill();
  }
  return once(url, host, port, skipAudits, tries - 1);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs in which an audit that counts was lost, by name. */
function lost(runs) {
  const names = runs.flatMap((run) => CATEGORIES.flatMap((name) => run.categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && run.audits[id].score !== null && run.audits[id].score < (name === 'performance' ? 0.9 : 1)).map(({ id }) => id)));
  return [...new Set(names)];
}

/**
 * Scores and times of one address: medians over `runs`, and the lowest score of any run. A page that keeps search engines out
 * by its own word is not asked whether they can come in.
 */
export async function measure(url, { host, port, runs, noindex }) {
  const done = [];
  for (let run = 0; run < runs; run += 1) done.push(await once(url, host, port, noindex ? ['is-crawlable'] : []));
  const scores = CATEGORIES.map((name) => done.map((each) => Math.round(each.categories[name].score * 100)));
  const time = (audit) => median(done.map((each) => each.audits[audit]?.numericValue ?? 0));
  return {
    scores: scores.map(median), lowest: Math.min(...scores.flat()),
    lcp: time('largest-contentful-paint'), cls: time('cumulative-layout-shift'), tbt: time('total-blocking-time'), lost: lost(done),
  };
}

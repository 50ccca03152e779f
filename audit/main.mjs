// Audits a built site in a real browser against the targets in targets.mjs. `make audit` calls this; see docs/quality.md.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { accessibility } from './accessibility.mjs';
import { launchBrowser } from './browser.mjs';
import { checkMarkup } from './checker.mjs';
import { onePageOfEachKind, readSite } from './site.mjs';
import { brotli, serve } from './server.mjs';
import { OF_THE_WHOLE, TARGETS, misses, mostAtFirst } from './targets.mjs';
import { coldVisit, withoutScripts } from './visit.mjs';
import { deadEnds, structuredData } from './whole.mjs';

const PARTS = ['load', 'plain', 'axe', 'checker', 'lighthouse', 'whole'];
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: PARTS.join(',') },
    runs: { type: 'string', default: '3' },
    pages: { type: 'string' },
    json: { type: 'string' },
    write: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const USAGE = `usage: main.mjs SITE [--only ${PARTS.join(',')}] [--runs 3] [--pages /faq/,/fees/] [--json FILE] [--write PAGE.md]`;
const wanted = new Set(options.only.split(','));
const unknown = [...wanted].filter((part) => !PARTS.includes(part));
if (options.help || positionals.length !== 1 || unknown.length > 0) {
  console.error(unknown.length > 0 ? `There is no part ${unknown.join(', ')}.\n${USAGE}` : USAGE);
  process.exit(2);
}

function choosePages(site) {
  if (!options.pages) return onePageOfEachKind(site);
  return options.pages.split(',').map((address) => {
    const page = site.pages.find((each) => each.address === address);
    if (!page) throw new Error(`${address} is no page of this site. An address looks like ${site.pages[1].address}.`);
    return page;
  });
}

const release = (name) => JSON.parse(fs.readFileSync(fileURLToPath(new URL(`node_modules/${name}/package.json`, import.meta.url)), 'utf8')).version;

const BARE = fileURLToPath(new URL('baseline', import.meta.url));

async function addLighthouse(site, origin, port, results) {
  const { measure } = await import('./lighthouse.mjs');
  const runs = Number(options.runs);
  const bare = await serve(BARE);
  try {
    const of = async (name) => measure(`https://bare.example/${name}`, { host: 'bare.example', port: bare.port, runs, noindex: true });
    const [plain, pictured] = [await of('article.html'), await of('photo.html')];
    for (const result of results) {
      const { page } = result;
      result.lighthouse = await measure(origin + page.address, { host: site.host, port, runs, noindex: page.noindex || page.file.endsWith('404.html') });
      result.lighthouse.ratio = result.lighthouse.lcp / (/<(img|picture)\b/.test(page.html) ? pictured : plain).lcp;
      progress(`Lighthouse ${page.address}: ${result.lighthouse.scores.join('/')}, ${result.lighthouse.ratio.toFixed(2)} of a bare page's largest paint`);
    }
  } finally {
    bare.close();
  }
}

const progress = (text) => process.stderr.write(`${text}\n`);

async function audit(site) {
  const pages = choosePages(site);
  const results = pages.map((page) => ({ page }));
  const origin = site.origin;
  const server = await serve(site.root);
  try {
    if (['load', 'plain', 'axe'].some((part) => wanted.has(part))) {
      const browser = await launchBrowser(site.host, server.port);
      try {
        for (const result of results) {
          if (wanted.has('load')) result.load = await coldVisit(browser, origin, result.page);
          if (wanted.has('plain')) result.plain = await withoutScripts(browser, origin, result.page);
          if (wanted.has('axe')) result.axe = await accessibility(browser, origin, result.page);
          progress(`visited ${result.page.address}`);
        }
      } finally {
        await browser.close();
      }
    }
    if (wanted.has('checker')) {
      const found = checkMarkup(site, pages);
      for (const result of results) result.checker = found.get(result.page.file);
    }
    if (wanted.has('lighthouse')) await addLighthouse(site, origin, server.port, results);
  } finally {
    server.close();
  }
  return results;
}

function ofTheWhole(site) {
  if (!wanted.has('whole')) return {};
  return {
    deadEnds: deadEnds(site, site.origin),
    structuredData: structuredData(site),
    heavy: site.pages.map((page) => [page, brotli(Buffer.from(page.html)).length]).filter(([page, bytes]) => bytes > mostAtFirst(page)).map(([page, bytes]) => `${page.file}: ${(bytes / 1000).toFixed(1)} kB`),
    handlers: site.pages.flatMap((page) => page.handlers.map((handler) => `${page.file}: ${handler}`)),
    icons: site.pages.filter((page) => page.icons === 0).map((page) => page.file),
  };
}

function table(results) {
  const columns = TARGETS.filter(({ part }) => wanted.has(part));
  if (columns.length === 0) return '';
  const head = ['kind', 'page', 'words', ...columns.map(({ column }) => column)];
  const rows = results.map((result) => [result.page.kind.replaceAll('*', '…'), result.page.address, result.page.words, ...columns.map(({ shows, keeps }) => (keeps(result, result.page) ? shows(result) : `**${shows(result)}**`))]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function tools() {
  const chromium = spawnSync(process.env.CHROMIUM ?? '/usr/bin/chromium', ['--version'], { encoding: 'utf8' }).stdout.trim().split(' ').slice(0, 2).join(' ');
  return `${chromium}, axe-core ${release('axe-core')}, Lighthouse ${release('lighthouse')}, the Nu HTML checker ${release('vnu-jar')}, Node ${process.versions.node}, ${os.availableParallelism()} cores`;
}

function report(site, results, whole) {
  const missed = misses(results);
  const broken = OF_THE_WHOLE.filter(({ of }) => whole[of]?.length > 0);
  const command = `make audit AUDIT="${process.argv.slice(3).filter((word) => !word.endsWith('.md') && word !== '--write').join(' ')}"`.replace(' AUDIT=""', '');
  const lines = [`Measured on ${new Date().toISOString().slice(0, 10)} with \`${command}\`: ${results.length} kinds of page, ${site.pages.length} pages in all. ${tools()}.`, ''];
  lines.push(table(results), '');
  if (wanted.has('whole')) lines.push(...OF_THE_WHOLE.map(({ name, of }) => `- ${name[0].toUpperCase() + name.slice(1)}: ${whole[of].length}${whole[of].slice(0, 20).map((text) => `\n  - ${text}`).join('')}`), '');
  lines.push(missed.length === 0 && broken.length === 0 ? 'Every target is kept.' : `Targets missed: ${missed.length + broken.length}.`, '', ...missed.map((text) => `- ${text.replace(/\n {4}/g, '\n  - ')}`));
  return { text: lines.join('\n').replace(/\n{3,}/g, '\n\n').trimEnd(), kept: missed.length === 0 && broken.length === 0 };
}

/** Puts the figures under the page's own heading, in place of those of the last time. */
function write(file, text) {
  const page = fs.readFileSync(file, 'utf8');
  const heading = '\n## Figures\n';
  if (!page.includes(heading)) throw new Error(`${file} has no heading "Figures" to put them under.`);
  fs.writeFileSync(file, `${page.slice(0, page.indexOf(heading))}${heading}\n${text}\n`);
}

try {
  const site = readSite(positionals[0]);
  if (!site.origin) throw new Error('The home page names no canonical address, so it is not known under which name to serve the site.');
  const results = await audit(site);
  const whole = ofTheWhole(site);
  const { text, kept } = report(site, results, whole);
  console.log(text);
  if (options.json) fs.writeFileSync(options.json, JSON.stringify({ date: new Date().toISOString(), tools: tools(), results: results.map(({ page, ...rest }) => ({ kind: page.kind, address: page.address, words: page.words, ...rest })), whole }, null, 1));
  if (options.write) write(options.write, text);
  process.exitCode = kept ? 0 : 1;
} catch (error) {
  console.error(`The audit stopped: ${error.message}`);
  process.exitCode = 2;
}

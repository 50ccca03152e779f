// A built site as files: its pages parsed once, and one page of every kind.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'parse5';

const NOT_PROSE = new Set(['script', 'style', 'noscript', 'template']);
const ADDRESSES = new Set(['src', 'href', 'poster', 'action', 'data']);

/** Every file under a folder, as paths from it, hidden ones left out. */
function filesUnder(folder, under = '') {
  return fs.readdirSync(path.join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(under, entry.name);
    if (entry.name.startsWith('.')) return [];
    return entry.isDirectory() ? filesUnder(folder, name) : [name];
  });
}

export const attribute = (element, name) => element.attrs?.find((found) => found.name === name)?.value;

function* walk(node) {
  yield node;
  for (const child of node.childNodes ?? []) yield* walk(child);
  if (node.content) yield* walk(node.content);
}

const textOf = (node) => (node.childNodes ?? []).map((child) => child.value ?? textOf(child)).join('');

/** What the checks need of one page, read from its markup. */
function readPage(file, html) {
  const page = { file, html, ids: new Set(), links: [], sheets: [], graphs: [], handlers: [], icons: 0, words: 0, fields: 0, canonical: null, noindex: false };
  for (const node of walk(parse(html))) {
    if (node.nodeName === '#text' && !NOT_PROSE.has(node.parentNode?.nodeName)) page.words += (node.value.match(/\p{L}[\p{L}’'-]*/gu) ?? []).length;
    if (!node.attrs) continue;
    for (const { name, value } of node.attrs) {
      if (name === 'id') page.ids.add(value);
      if (/^on[a-z]+$/.test(name)) page.handlers.push(`${node.nodeName} ${name}`);
      if (name === 'srcset' || name === 'imagesrcset') page.links.push(...value.split(/,\s+/).map((part) => part.trim().split(/\s+/)[0]));
      else if (ADDRESSES.has(name)) page.links.push(value);
    }
    if (['input', 'select', 'textarea'].includes(node.nodeName) && attribute(node, 'type') !== 'hidden') page.fields += 1;
    if (node.nodeName === 'script' && attribute(node, 'type') === 'application/ld+json') page.graphs.push(textOf(node));
    if (node.nodeName === 'meta' && attribute(node, 'name') === 'robots') page.noindex ||= /noindex/i.test(attribute(node, 'content') ?? '');
    if (node.nodeName === 'link') {
      const rel = (attribute(node, 'rel') ?? '').toLowerCase().split(/\s+/);
      if (rel.includes('icon')) page.icons += 1;
      if (rel.includes('canonical')) page.canonical = attribute(node, 'href');
      if (rel.includes('stylesheet')) page.sheets.push({ href: attribute(node, 'href'), media: attribute(node, 'media') ?? 'all' });
    }
  }
  return page;
}

/** The address path under which a host serves a file. */
const addressOf = (file) => '/' + file.replace(/(^|\/)index\.html$/, '$1').split('/').map(encodeURIComponent).join('/');

/**
 * Pages of one kind have addresses of one shape: `/faq/` is a kind of its own, `/people/ann/` and `/people/bea/` are one kind,
 * and so are all the articles under `/articles/`. A language's folder comes first.
 */
function kindOf(address, languages) {
  const parts = address.split('/').filter(Boolean);
  const language = languages.has(parts[0]) ? parts.shift() : '';
  const shape = parts.length === 0 ? 'home' : [parts[0], ...parts.slice(1).map(() => '*')].join('/');
  return [language, shape].filter(Boolean).join(' ');
}

/** A built site: `{ root, files, pages, origin, host }`; throws where there is none. */
export function readSite(folder) {
  const root = path.resolve(folder);
  if (!fs.existsSync(path.join(root, 'index.html'))) throw new Error(`${folder} holds no built site: run make site first.`);
  const files = filesUnder(root);
  const pages = files.filter((file) => file.endsWith('.html')).map((file) => readPage(file, fs.readFileSync(path.join(root, file), 'utf8')));
  const home = pages.find((page) => page.file === 'index.html');
  const origin = home.canonical ? new URL(home.canonical).origin : null;
  const languages = new Set(pages.filter((page) => /^[a-z]{2}\/index\.html$/.test(page.file)).map((page) => page.file.slice(0, 2)));
  for (const page of pages) {
    page.address = addressOf(page.file);
    page.kind = kindOf(page.address, languages);
  }
  return { root, files, pages, origin, host: origin && new URL(origin).hostname };
}

/** One page of every kind, the one with the most markup: what holds for it holds for its shorter sisters. */
export function onePageOfEachKind(site) {
  const longest = new Map();
  for (const page of site.pages) {
    const known = longest.get(page.kind);
    if (!known || page.html.length > known.html.length) longest.set(page.kind, page);
  }
  return [...longest.values()].sort((a, b) => a.kind.localeCompare(b.kind));
}

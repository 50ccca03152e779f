// Checks of the whole site that need no browser: links, anchors and images, and structured data by schema.org's own terms.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

function target(site, origin, page, link) {
  const url = new URL(link, origin + page.address);
  if (url.origin !== origin) return null;
  const inside = decodeURIComponent(url.pathname).slice(1);
  const file = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
  return { file, exists: site.fileNames.has(file), anchor: decodeURIComponent(url.hash.slice(1).split(':~:')[0]) };
}

/** Links of every page that lead to no file or to no such anchor; links to other sites and to mail and telephone are not asked. */
export function deadEnds(site, origin) {
  site.fileNames ??= new Set(site.files);
  const byFile = new Map(site.pages.map((page) => [page.file, page]));
  return site.pages.flatMap((page) =>
    [...new Set(page.links)].filter((link) => link && !/^(mailto|tel|sms|data|blob):/.test(link)).flatMap((link) => {
      const to = target(site, origin, page, link);
      if (!to) return [];
      if (!to.exists && !site.served?.has(to.file)) return [`${page.file}: ${link} leads to nothing`];
      if (to.anchor && to.anchor !== 'top' && byFile.has(to.file) && !byFile.get(to.file).ids.has(to.anchor)) return [`${page.file}: ${link} leads to no such place`];
      return [];
    }),
  );
}

/** The types of schema.org and the properties that each may have, read from the pinned declarations of schema-dts. */
function readVocabulary() {
  const text = fs.readFileSync(fileURLToPath(new URL('node_modules/schema-dts/dist/schema.d.ts', import.meta.url)), 'utf8');
  const bases = new Map();
  for (const [, name, parents, body] of text.matchAll(/interface (\w+)(?: extends ([^{]+?))? \{\n([^]*?)\n\}/g)) {
    const properties = [...body.matchAll(/^ {4}"(\w+)"\??:/gm)].map(([, property]) => property);
    bases.set(name, { parents: (parents ?? '').split(',').map((parent) => parent.trim()).filter(Boolean), properties });
  }
  const all = (name, seen = new Set()) => {
    if (seen.has(name) || !bases.has(name)) return new Set();
    seen.add(name);
    const { parents, properties } = bases.get(name);
    return new Set([...properties, ...parents.flatMap((parent) => [...all(parent, seen)])]);
  };
  const types = new Map();
  for (const [, base, type] of text.matchAll(/interface \w+ extends ([^{]+?) \{\n {4}"@type": "(\w+)";/g)) types.set(type, new Set(base.split(',').flatMap((each) => [...all(each.trim())])));
  if (types.size < 500) throw new Error(`Only ${types.size} types of schema.org were read: the declarations of schema-dts have another shape than expected.`);
  return types;
}

function* nodesOf(value) {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each);
  else if (value && typeof value === 'object') {
    yield value;
    for (const each of Object.values(value)) yield* nodesOf(each);
  }
}

/** What is wrong with the JSON-LD of every page: none at all, not JSON, an unknown type, or a property that its type does not have. */
export function structuredData(site) {
  const vocabulary = readVocabulary();
  const wrong = [];
  for (const page of site.pages) {
    if (page.graphs.length === 0 && !page.noGraphExpected) wrong.push(`${page.file}: no JSON-LD`);
    for (const text of page.graphs) {
      let graph;
      try {
        graph = JSON.parse(text);
      } catch (error) {
        wrong.push(`${page.file}: ${error.message}`);
        continue;
      }
      for (const node of nodesOf(graph['@graph'] ?? graph)) {
        const types = [].concat(node['@type'] ?? []);
        const unknown = types.filter((type) => !vocabulary.has(type));
        wrong.push(...unknown.map((type) => `${page.file}: schema.org has no type ${type}`));
        const known = types.filter((type) => vocabulary.has(type));
        if (known.length === 0) continue;
        const strange = Object.keys(node).filter((key) => !key.startsWith('@') && !known.some((type) => vocabulary.get(type).has(key)));
        wrong.push(...strange.map((key) => `${page.file}: ${known.join(', ')} has no property ${key}`));
      }
    }
  }
  return wrong;
}

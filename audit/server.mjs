// A static host on loopback: HTTP/2 over TLS, brotli or gzip, and the response headers that the site's own `_headers` file asks for.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http2 from 'node:http2';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import zlib from 'node:zlib';

const TYPES = {
  html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', json: 'application/json',
  svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', avif: 'image/avif', ico: 'image/x-icon', xml: 'application/xml',
  txt: 'text/plain; charset=utf-8', webmanifest: 'application/manifest+json', vcf: 'text/vcard; charset=utf-8', ics: 'text/calendar; charset=utf-8', wasm: 'application/wasm',
};
const COMPRESSED = /^(text\/|application\/(json|xml|manifest\+json|atom\+xml|feed\+json)|image\/svg)/;
const WORTH_COMPRESSING = 200;

/** `_headers` as rules `{ matches, set, unset }`, in order; `*` stands for anything and `:name` for one part of a path. */
export function headerRules(text) {
  const rules = [];
  for (const line of text.split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    if (!/^\s/.test(line)) {
      const pattern = line.trim().replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replace(/:[a-z]+/g, '[^/]+');
      rules.push({ matches: new RegExp(`^${pattern}$`), set: [], unset: [] });
    } else if (line.trim().startsWith('!')) rules.at(-1).unset.push(line.trim().slice(1).trim().toLowerCase());
    else {
      const [, name, value] = /^\s*([^:]+):\s*(.*)$/.exec(line);
      rules.at(-1).set.push([name.toLowerCase(), value]);
    }
  }
  return rules;
}

function headersFor(rules, address) {
  const headers = {};
  for (const rule of rules.filter((each) => each.matches.test(address))) {
    for (const name of rule.unset) delete headers[name];
    for (const [name, value] of rule.set) headers[name] = value;
  }
  return headers;
}

/** As a host compresses on the fly. */
export const brotli = (body) => zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 6, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length } });

function encoded(body, type, accepts) {
  if (!COMPRESSED.test(type) || body.length < WORTH_COMPRESSING) return [body, null];
  if (/\bbr\b/.test(accepts)) return [brotli(body), 'br'];
  if (/\bgzip\b/.test(accepts)) return [zlib.gzipSync(body, { level: 6 }), 'gzip'];
  return [body, null];
}

function certificate() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'audit-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=audit', '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/**
 * Serves a folder; resolves to `{ port, close }`. It does so on a thread of its own: what measures is busy, and a page must not
 * wait for that.
 */
export function serve(folder) {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: folder });
  return new Promise((resolve, reject) => {
    worker.once('message', (port) => resolve({ port, close: () => worker.terminate() }));
    worker.once('error', reject);
  });
}

/** Listens, and resolves to the port. Every answer is kept, so that a second visit measures the same. */
async function listen(folder) {
  const named = path.join(folder, '_headers');
  const rules = fs.existsSync(named) ? headerRules(fs.readFileSync(named, 'utf8')) : [];
  const kept = new Map();

  function answer(address, accepts) {
    const inside = path.normalize(decodeURIComponent(address));
    let file = path.join(folder, inside.endsWith('/') ? `${inside}index.html` : inside);
    let status = 200;
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) [file, status] = [path.join(folder, '404.html'), 404];
    if (!fs.existsSync(file)) return { status: 404, headers: {}, body: Buffer.alloc(0) };
    const asked = headersFor(rules, address);
    const type = asked['content-type'] ?? TYPES[path.extname(file).slice(1)] ?? 'application/octet-stream';
    const [body, encoding] = encoded(fs.readFileSync(file), type, accepts);
    const headers = { ...asked, 'content-type': type, 'content-length': body.length, vary: 'accept-encoding' };
    if (encoding) headers['content-encoding'] = encoding;
    return { status, headers, body };
  }

  const server = http2.createSecureServer({ ...certificate(), allowHTTP1: true }, (request, response) => {
    const address = request.url.split(/[?#]/)[0];
    const accepts = request.headers['accept-encoding'] ?? '';
    const key = `${accepts} ${address}`;
    if (!kept.has(key)) kept.set(key, answer(address, accepts));
    const { status, headers, body } = kept.get(key);
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return server.address().port;
}

if (!isMainThread) parentPort.postMessage(await listen(workerData));

// The Nu HTML checker on every page as it was built, without the newer CSS that it does not know.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NEWER_CSS } from './targets.mjs';

const JAR = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

const isNewer = (message) => message.startsWith('CSS:') && NEWER_CSS.some((property) => message.includes(property));

/** Messages by file: `{ errors, warnings, excepted }`, each a list of texts with their lines. */
export function checkMarkup(site, pages) {
  const run = spawnSync('java', ['-Xss4m', '-jar', JAR, '--format', 'json', '--stdout', '--exit-zero-always', ...pages.map((page) => path.join(site.root, page.file))], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) throw new Error(`The Nu HTML checker needs Java (Debian: default-jre-headless): ${run.error.message}`);
  const byFile = new Map(pages.map((page) => [page.file, { errors: [], warnings: [], excepted: [] }]));
  for (const message of JSON.parse(run.stdout).messages) {
    const file = path.relative(site.root, decodeURIComponent(message.url.replace(/^file:/, '')));
    const text = `${message.lastLine ?? 1}: ${message.message}`;
    const lists = byFile.get(file);
    if (isNewer(message.message)) lists.excepted.push(text);
    else if (message.type === 'error' || message.type === 'non-document-error') lists.errors.push(text);
    else if (message.subType === 'warning') lists.warnings.push(text);
  }
  return byFile;
}

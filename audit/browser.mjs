// Chromium as a visitor's phone or desk, in which only the audited site can be reached.
import { chromium } from 'playwright-core';

export const PHONE = { width: 360, height: 800 };
export const DESK = { width: 1280, height: 900 };

/** The flags under which the site's own host name leads to the local server, and no other name to anything. */
export function flags(host, port) {
  return [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--no-first-run', '--ignore-certificate-errors', `--host-resolver-rules=MAP ${host} 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
  ];
}

export const launchBrowser = (host, port) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags(host, port).filter((flag) => !flag.startsWith('--headless')) });

/** Calls `use(page, context)` with a page of a fresh profile, which is closed afterwards. */
export async function withPage(browser, settings, use) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: PHONE, deviceScaleFactor: 2, ...settings });
  try {
    return await use(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Opens an address and waits until nothing more is asked for. */
export async function open(page, url) {
  await page.goto(url, { waitUntil: 'load', timeout: 45_000 });
  await page.waitForLoadState('networkidle', { timeout: 15_000 });
}

/** Scrolls to the end and back as a reader would, so that whatever waits for sight has come. */
export const readThrough = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    for (let y = 0; y < document.body.scrollHeight; y += 500) {
      scrollTo(0, y);
      await frame();
    }
    scrollTo(0, 0);
    await frame();
  });

// One cold visit on a phone: what is asked for, what comes over the wire, and what of it must come before anything is painted.
import { open, readThrough, withPage } from './browser.mjs';

const SORTS = { Document: 'html', Stylesheet: 'css', Script: 'js', Image: 'image', Font: 'font' };
const NARROW = { width: 320, height: 800 };

/** Requests, bytes and console messages of a cold load, without scrolling; then the overflow at 320 px. */
export async function coldVisit(browser, origin, page) {
  return withPage(browser, {}, async (tab, context) => {
    const wire = await context.newCDPSession(tab);
    const requests = new Map();
    const consoleErrors = [];
    await wire.send('Network.enable');
    await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
    wire.on('Network.requestWillBeSent', ({ requestId, request, type }) => /^https?:/.test(request.url) && requests.set(requestId, { url: request.url, sort: SORTS[type] ?? 'other', bytes: 0 }));
    wire.on('Network.responseReceived', ({ requestId, response }) => requests.has(requestId) && (requests.get(requestId).status = response.status));
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => requests.has(requestId) && (requests.get(requestId).bytes = encodedDataLength));
    tab.on('console', (message) => message.type() === 'error' && consoleErrors.push(message.text()));
    tab.on('pageerror', (error) => consoleErrors.push(String(error)));
    await open(tab, origin + page.address);
    const seen = [...requests.values()];
    const bytesOf = (sort) => seen.filter((each) => !sort || each.sort === sort).reduce((sum, each) => sum + each.bytes, 0);
    const paint = await tab.evaluate((sheets) => {
      const linked = new Set(sheets.filter(({ media }) => matchMedia(media).matches).map(({ href }) => new URL(href, document.baseURI).href));
      const blocking = performance.getEntriesByType('resource').filter((entry) => entry.renderBlockingStatus === 'blocking' || linked.has(entry.name));
      return { html: performance.getEntriesByType('navigation')[0].encodedBodySize, blocking: blocking.map((entry) => entry.encodedBodySize) };
    }, page.sheets);
    await tab.setViewportSize(NARROW);
    await tab.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
    const overflow = await tab.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
    const expected = page.file.endsWith('404.html') ? [200, 404] : [200];
    return {
      requests: seen.length,
      thirdParty: seen.filter((each) => new URL(each.url).origin !== origin).map((each) => each.url),
      failed: seen.filter((each) => each.status && !expected.includes(each.status)).map((each) => `${each.status} ${each.url}`),
      total: bytesOf(), js: bytesOf('js'), images: bytesOf('image'), fonts: bytesOf('font'),
      firstPaint: paint.html + paint.blocking.reduce((sum, bytes) => sum + bytes, 0),
      blockingRequests: paint.blocking.length,
      cookies: (await context.cookies()).length,
      consoleErrors, overflow,
    };
  });
}

/** Runs in the page: the text that can be seen, and the destinations of the menus that nothing visible or openable leads to. */
function whatIsThere() {
  const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const openable = (element) => element.closest('details, [popover]');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let characters = 0;
  while (texts.nextNode()) {
    const { parentElement: parent, data } = texts.currentNode;
    if (!parent.closest('script, style, noscript, template') && visible(parent)) characters += data.replace(/\s+/g, ' ').trim().length;
  }
  const destination = (link) => link.href.split('#')[0];
  const reached = new Set([...document.links].filter((link) => visible(link) || openable(link)).map(destination));
  const menus = [...document.querySelectorAll('header a[href], nav a[href]')].filter((link) => /^https?:/.test(link.href));
  return { characters, lost: [...new Set(menus.map(destination))].filter((goal) => !reached.has(goal)) };
}

/** The share of the text that is there without JavaScript, and the menu destinations that are lost without it. */
export async function withoutScripts(browser, origin, page) {
  const look = (javaScriptEnabled) =>
    withPage(browser, { javaScriptEnabled }, async (tab) => {
      await open(tab, origin + page.address);
      if (javaScriptEnabled) await readThrough(tab);
      return tab.evaluate(whatIsThere);
    });
  const [scripted, plain] = [await look(true), await look(false)];
  return { text: scripted.characters ? plain.characters / scripted.characters : 1, lost: plain.lost };
}

// Keeps pages that were opened, so that they can be read again without a connection. It sends nothing of its own.
const { pages, files, store } = __KEPT__;

self.addEventListener("install", () => self.skipWaiting());

// What the first visit has loaded already is kept now; what an older worker kept goes.
self.addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("kept-") && name !== store) await caches.delete(name);
  await self.clients.claim();
  const open = (await self.clients.matchAll()).map(({ url }) => new URL(url).pathname).filter(path => pages.includes(path));
  if (open.length) await (await caches.open(store)).addAll([...new Set(open), ...files]);
})()));

// A page is asked for first, and only where nobody answers comes the kept one. Files carry their version in their name.
self.addEventListener("fetch", event => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (files.includes(pathname)) event.respondWith(kept(event.request).then(found => found ?? fetch(event.request)));
  else if (pages.includes(pathname)) event.respondWith(newest(event.request));
});

const kept = async request => (await caches.open(store)).match(request, { ignoreSearch: true });

const newest = async request => {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(store)).put(request.url, answer.clone());
    return answer;
  } catch (gone) {
    const found = await kept(request);
    if (found) return found;
    throw gone;
  }
};

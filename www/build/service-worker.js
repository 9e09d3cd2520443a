/*
 * Answers from the cache, always: the files of one build belong together, and a new build brings a
 * new worker. Written by hand: the usual library, Workbox, has 300 packages for these few lines.
 */
const own = `tokenfare ${new URL(self.registration.scope).pathname} `;
const cacheName = `${own}%VERSION%`;
const files = ["%FILES%"];

self.addEventListener("install", (event) => {
  // Past the HTTP cache, which may hold files of the build before.
  const fresh = files.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(fresh)));
});

// The page asks for this when its user accepts the new version.
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  // A copy of the page under another path of this origin has caches of its own.
  const isOld = (name) => name.startsWith(own) && name !== cacheName;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request, event.clientId));
});

async function answer(request, clientId) {
  const cache = await caches.open(cacheName);
  const known = await cache.match(request, { ignoreSearch: true });
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) {
    // A vocabulary that is not stored with the page, which keeps it for visits without a network.
    if (request.url.includes("/assets/")) await cache.put(request, response.clone());
  } else if (["script", "style"].includes(request.destination)) await recover(clientId);
  return response;
}

/**
 * A page without its script or style stays blank for ever. It is of a build that is gone: forget
 * this one, and load the page that the network has.
 */
async function recover(clientId) {
  const client = await self.clients.get(clientId);
  if (!client || !(await caches.has(cacheName))) return;
  await caches.delete(cacheName);
  await self.registration.unregister();
  // The HTTP cache may hold the old page too.
  await fetch(client.url, { cache: "reload" });
  await client.navigate(client.url);
}

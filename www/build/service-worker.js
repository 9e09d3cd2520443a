/*
 * Answers from the cache, always: the files of one build belong together, and a new build brings a
 * new worker. Written by hand: the usual library, Workbox, has 300 packages for these 30 lines.
 */
const cacheName = "tokenfare-%VERSION%";
const files = ["%FILES%"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith("tokenfare-") && name !== cacheName)
            .map((name) => caches.delete(name)),
        ),
      ),
  );
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== location.origin)
    return;
  event.respondWith(
    caches
      .open(cacheName)
      .then(
        async (cache) =>
          (await cache.match(event.request, { ignoreSearch: true })) ?? fetch(event.request),
      ),
  );
});

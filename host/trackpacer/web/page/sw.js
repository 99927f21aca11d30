// SPDX-License-Identifier: MIT
// The service worker: keeps every file of the page, so that it needs no network after the first
// visit. A file is kept under its content's hash: what has not changed is not fetched again.
importScripts("files.js");

const STORE = "track-pacer";
const { files: FILES, sizes: SIZES, policy: POLICY } = self.SITE;
const WITH_POLICY = /\.(html|js|mjs)$/;

const key = (name) => new URL(`${name}?${FILES[name]}`, self.registration.scope).href;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));

async function keepAll() {
  const store = await caches.open(STORE);
  const names = Object.keys(FILES);
  const total = names.reduce((sum, name) => sum + SIZES[name], 0);
  let done = 0;
  for (const name of names) {
    if (!(await store.match(key(name)))) {
      const answer = await fetch(new URL(name, self.registration.scope), { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      await store.put(key(name), answer);
    }
    done += SIZES[name];
    for (const page of await self.clients.matchAll({ includeUncontrolled: true }))
      page.postMessage({ kept: done, of: total });
  }
}

// The page asks, once its user wants the newer version.
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  const store = await caches.open(STORE);
  const wanted = new Set(Object.keys(FILES).map(key));
  for (const request of await store.keys()) if (!wanted.has(request.url)) await store.delete(request);
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const scope = new URL(self.registration.scope);
  if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const name = url.pathname.slice(scope.pathname.length) || "index.html";
  if (event.request.method === "GET" && FILES[name]) event.respondWith(kept(name, event.request));
});

async function kept(name, request) {
  const store = await caches.open(STORE);
  const found = (await store.match(key(name))) ?? (await fetch(request));
  if (!WITH_POLICY.test(name)) return found;
  const headers = new Headers(found.headers);
  headers.set("Content-Security-Policy", POLICY);
  return new Response(found.body, { status: found.status, headers });
}

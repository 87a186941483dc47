// Keeps the page that checks cards, and what it needs, for when there is no network. It keeps no other page.
const KEPT = "cards"
const PAGE = "{% url 'portal:scan' %}"

// Without cookies: what is kept is what anybody gets, whoever was signed in.
async function keep() {
  const cache = await caches.open(KEPT)
  const answer = await fetch(PAGE, { credentials: "omit", cache: "no-store" })
  if (!answer.ok) return
  const text = await answer.clone().text()
  const parts = new Set((text.match(/"(\/static\/[^"#]+)/g) || []).map(function (found) { return found.slice(1) }))
  await cache.addAll(Array.from(parts))
  await cache.put(PAGE, answer)
}

self.addEventListener("install", function (event) { event.waitUntil(keep().then(function () { return self.skipWaiting() })) })
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()) })
self.addEventListener("fetch", function (event) {
  const address = new URL(event.request.url)
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return
  if (address.pathname === PAGE) {
    event.respondWith(fetch(event.request).then(function (answer) {
      event.waitUntil(keep().catch(function () {}))
      return answer
    }).catch(function () { return caches.match(PAGE) }))
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(event.request, { ignoreSearch: true }).then(function (found) { return found || fetch(event.request) }))
  }
})

/* The part of the service worker that receives push messages; it is imported by the generated one. */
'use strict'

const HOME = '/field/'
/** What the app has screens for; src/push/links.ts is the full list, and the app looks again. */
const OURS = /^\/(field(\/|$)|work-orders(\/|$)|requests\/|assets\/)/

function read(data) {
  try {
    return data.json()
  } catch {
    return { body: data ? data.text() : '' }
  }
}

const windows = async () => (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(({ url }) => /^\/field(\/|$)/.test(new URL(url).pathname))

self.addEventListener('push', (event) => {
  const { title, body, link, tag, urgent } = read(event.data)
  const shown = self.registration.showNotification(title || 'Fettle', {
    body: body || '',
    tag: tag || undefined,
    // A second message about the same thing should be noticed too.
    renotify: Boolean(tag && urgent),
    requireInteraction: Boolean(urgent),
    icon: `${HOME}icons/icon-192.png`,
    badge: `${HOME}icons/icon-192.png`,
    data: { link: link || HOME },
  })
  const told = windows().then((open) => open.forEach((each) => each.postMessage({ fettle: 'told' })))
  event.waitUntil(Promise.all([shown, told]))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const link = (event.notification.data && event.notification.data.link) || HOME
  event.waitUntil(open(link))
})

async function open(link) {
  const wanted = new URL(link, self.location.origin)
  const ours = wanted.origin === self.location.origin && OURS.test(wanted.pathname)
  const [there] = ours ? await windows() : []
  if (there) {
    // The app goes there by itself, so that nothing half-typed is loaded away.
    await there.focus().catch(() => undefined)
    return there.postMessage({ fettle: 'open', link: wanted.pathname })
  }
  const path = wanted.pathname.startsWith(HOME) ? wanted.pathname : `/field${wanted.pathname}`
  return self.clients.openWindow(ours ? path : wanted.href)
}

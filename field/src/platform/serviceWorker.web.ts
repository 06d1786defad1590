/**
 * Registered for the address without a slash too: somebody may type it. A new version is fetched beside the one in use and serves the app when it is
 * opened next; a page is never changed under somebody's hands.
 */
export function registerServiceWorker(): void {
  if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
  // Without it the app works as long as there is a network.
  const register = () => void navigator.serviceWorker.register('/field/sw.js', { scope: '/field' }).catch(() => undefined)
  if (document.readyState === 'complete') register()
  else addEventListener('load', register)
}

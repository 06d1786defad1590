/** The service worker: everything that the app needs is kept when it is first opened, and every address of it opens without a network. */
import { generateSW } from 'workbox-build'

export async function serviceWorker(folder) {
  const { count, size, warnings } = await generateSW({
    globDirectory: folder,
    swDest: `${folder}/sw.js`,
    globPatterns: ['**/*.{html,js,css,json,webmanifest,png,ico,ttf,woff2,wasm,svg}'],
    // The office draws these in its own size; the app needs none of them to work.
    globIgnores: ['sw.js', 'sw-push.js', 'metadata.json', '**/maskable-*.png'],
    modifyURLPrefix: { '': '/field/' },
    navigateFallback: '/field/index.html',
    navigateFallbackDenylist: [/^\/v1\//, /^\/\.well-known\//, /^\/field\/_expo\//, /^\/field\/.*\.\w{1,12}$/],
    dontCacheBustURLsMatching: /-[0-9a-f]{32}\.|\.[0-9a-f]{32}\./,
    maximumFileSizeToCacheInBytes: 12 * 1024 * 1024,
    cleanupOutdatedCaches: true,
    clientsClaim: true,
    // The page in use has all of its code; the next one gets the new.
    skipWaiting: true,
    inlineWorkboxRuntime: true,
    // What receives push messages; a browser keeps it together with the worker.
    importScripts: ['/field/sw-push.js'],
    sourcemap: false,
    mode: 'production',
  })
  for (const warning of warnings) process.stderr.write(`${warning}\n`)
  return { count, size }
}

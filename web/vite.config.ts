import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const api = process.env.FETTLE_API ?? 'http://127.0.0.1:8000'
const served = ['/v1', '/openapi.json', '/reference', '/objects', '/r', '/c', '/.well-known']

export default defineConfig({
  plugins: [react(), tailwindcss({ optimize: false })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  worker: { format: 'es' },
  // light-dark() stays as it is: what stands in for it would not see the scheme of a part of the page.
  build: { target: 'es2022', cssTarget: ['chrome123', 'safari17.5', 'firefox120'], sourcemap: false, chunkSizeWarningLimit: 1200 },
  server: {
    port: Number(process.env.PORT ?? 5173),
    proxy: Object.fromEntries(served.map((path) => [`^${path}(/|\\?|$)`, { target: api, changeOrigin: false }])),
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', '../packages/*/src/**/*.test.ts'],
    setupFiles: ['src/lib/testing.ts'],
  },
})

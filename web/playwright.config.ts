/** End-to-end tests: the real server with the demo, Debian's Chromium. `BASE=http://…` tests a server that runs already. */
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const port = 8431
const running = process.env.BASE
const folder = process.env.FETTLE_E2E ?? mkdtempSync(join(tmpdir(), 'fettle-e2e-'))
// The tests run in processes of their own, and look into the same folder for mail.
process.env.FETTLE_E2E = folder
// Run as root, the database runs under an account of its own, which must get in.
chmodSync(folder, 0o755)

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: process.env.CI ? 2 : 1,
  fullyParallel: false,
  // Once more where the machine was too busy; the closing line counts those apart.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [['dot'], ['./e2e/closing.ts']] : [['list']],
  use: {
    baseURL: running ?? `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    trace: 'retain-on-failure',
    actionTimeout: 15_000,
    // Nothing is judged in the middle of fading in.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  ...(running
    ? {}
    : {
        webServer: [
          {
            command: `../backend/.venv/bin/python -m aiosmtpd -n -l 127.0.0.1:${port + 1} -c aiosmtpd.handlers.Mailbox ${folder}/mail`,
            port: port + 1,
          },
          {
          command: '../backend/.venv/bin/fettle run --only riverside --only household',
          url: `http://127.0.0.1:${port}/health/ready`,
          timeout: 180_000,
          gracefulShutdown: { signal: 'SIGINT', timeout: 20_000 },
          env: {
            FETTLE_PORT: String(port),
            FETTLE_DATA_DIR: `${folder}/data`,
            FETTLE_SMTP_URL: `smtp://127.0.0.1:${port + 1}`,
            FETTLE_PUBLIC_URL: `http://127.0.0.1:${port}`,
            FETTLE_LOG_LEVEL: 'warning',
            // All tests come from one address; the limits have tests of their own.
            FETTLE_RATE_PER_MINUTE: '100000',
            FETTLE_SIGN_IN_RATE_PER_MINUTE: '10000',
            FETTLE_UPLOAD_RATE_PER_MINUTE: '10000',
            FETTLE_STREAM_RATE_PER_MINUTE: '10000',
            FETTLE_PORTAL_RATE_PER_MINUTE: '10000',
            FETTLE_PORTAL_PLACE_RATE_PER_MINUTE: '10000',
          },
          },
        ],
      }),
})

/**
 * Measures the screens of a running server in Chromium and prints JSON: bytes of script until the first list, milliseconds until its
 * first row is painted (cold and with a warm cache), and how long the page takes to answer keys and clicks (event timing).
 */
import { chromium } from '@playwright/test'

const [base, email, password] = process.argv.slice(2)
const ROUNDS = 5
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

async function signedIn() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  const answer = await context.request.post(`${base}/v1/auth/sign-in`, {
    data: { email, password, keep: 'cookie' },
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  })
  if (!answer.ok()) throw new Error(await answer.text())
  return context
}

/** Milliseconds from asking for the address to the first painted row. */
async function firstRow(page) {
  await page.goto(`${base}/work-orders`, { waitUntil: 'commit' })
  await page.waitForSelector('[role=row][data-at="0"]')
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())))))
}

const cold = []
const warm = []
let list = 0
/** Bytes of script that this page has asked for, as gzip. */
const scripts = (page) =>
  page.evaluate(async () => {
    const names = performance.getEntriesByType('resource').filter(({ name }) => /\.js(\?|$)/.test(name)).map(({ name }) => name)
    const sizes = await Promise.all(
      names.map(async (name) => {
        const packed = (await fetch(name)).body.pipeThrough(new CompressionStream('gzip'))
        return (await new Response(packed).arrayBuffer()).byteLength
      }),
    )
    return sizes.reduce((sum, size) => sum + size, 0)
  })
for (let round = 0; round < ROUNDS; round++) {
  const context = await signedIn()
  const page = await context.newPage()
  cold.push(await firstRow(page))
  list = await scripts(page)
  warm.push(await firstRow(page))
  await context.close()
}

const start = await signedIn()
const today = await start.newPage()
await today.goto(base, { waitUntil: 'commit' })
await today.waitForSelector('h1')
const script = await scripts(today)
await start.close()

const context = await signedIn()
const page = await context.newPage()
await page.addInitScript(() => {
  globalThis.waits = []
  new PerformanceObserver((list) => globalThis.waits.push(...list.getEntries().map(({ name, duration }) => ({ name, duration })))).observe({ type: 'event', durationThreshold: 16 })
})
await firstRow(page)
await page.waitForTimeout(1000)
await page.evaluate(() => (globalThis.waits.length = 0))
await page.locator('[data-at="0"]').focus()
for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowDown')
for (let step = 0; step < 5; step++) await page.keyboard.press('x')
await page.keyboard.press('End')
await page.waitForTimeout(300)
await page.keyboard.press('Home')
await page.locator('[data-search]').click()
await page.keyboard.type('swing', { delay: 40 })
await page.waitForTimeout(800)
await page.keyboard.press('Escape')
await page.keyboard.press('Control+k')
await page.waitForTimeout(500)
await page.keyboard.type('pool', { delay: 40 })
await page.waitForTimeout(800)
await page.keyboard.press('Escape')
await page.waitForTimeout(500)
const waits = await page.evaluate(() => globalThis.waits)
const durations = waits.map(({ duration }) => duration).sort((a, b) => a - b)
console.log(
  JSON.stringify({
    scriptBytes: script,
    listBytes: list,
    coldMs: median(cold),
    warmMs: median(warm),
    events: durations.length,
    slowMs: durations.at(-1) ?? 0,
    usualMs: median(durations.length ? durations : [0]),
    slowest: waits.sort((a, b) => b.duration - a.duration)[0]?.name ?? '',
  }),
)
await browser.close()

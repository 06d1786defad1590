/** Ten thousand work orders on one phone. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { APIRequestContext, Page } from '@playwright/test'
import { Api, begin, expect, PASSWORD, PATIENT, test, unique } from './phone'

const MANY = 10_000
const backend = join(import.meta.dirname, '../../../backend')

/** Something done on the server's own machine, beside the server. */
async function beside(program: string, ...words: string[]): Promise<string> {
  const env = { ...process.env, FETTLE_DATA_DIR: join(process.env.FETTLE_E2E!, 'data') }
  return (await promisify(execFile)(join(backend, '.venv/bin', program), words, { env })).stdout.trim()
}

/** A tenant of its own, so that nobody else has to look at all this; answers with the e-mail address of its admin. */
async function tenant(request: APIRequestContext): Promise<string> {
  const slug = unique('many').replace(' ', '-')
  const email = `${slug}@riverside.example`
  await beside('fettle', 'tenant', 'create', slug)
  const link = await beside('fettle', 'user', 'invite', '--tenant', slug, '--email', email, '--role', 'admin')
  const accepted = await request.post('/v1/invitations/accept', { data: { token: link.replace(/.*token=/, ''), name: 'Sam Reyes', password: PASSWORD } })
  expect(accepted.ok(), await accepted.text()).toBe(true)
  return email
}

const THINGS = ['Bench', 'Gate', 'Lamp', 'Slide', 'Fountain', 'Handrail', 'Gutter', 'Path']
const title = (at: number) => `${THINGS[at % 8]} ${at} does not work as it should`

async function fill(request: APIRequestContext, email: string): Promise<void> {
  const api = await Api.as(request, email)
  const fields = { reference: 'No', title: 'What', priority: 'Priority', dueAt: 'Due', site: 'Where', reportedAt: 'Reported' }
  const mapping = {
    source: 'old', entity: 'work_order', key: ['No'], timeZone: 'UTC',
    fields: { ...Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, { column }])), status: { constant: 'approved' } },
  }
  const saved = await api.post('/import-mappings', { name: 'Old system', mapping })
  const day = (at: number) => new Date(Date.now() + at * 86_400_000).toISOString().slice(0, 10)
  const lines = Array.from({ length: MANY }, (_, at) => `${at},${title(at)},${['low', 'medium', 'high', 'urgent'][at % 4]},${day((at % 60) - 5)},Park ${at % 20},${day(-30)}`)
  const run = await api.upload(`/imports?mappingId=${saved.id}&fileName=old.csv`, ['No,What,Priority,Due,Where,Reported', ...lines].join('\n'))
  await expect.poll(async () => (await api.get(`/imports/${run.id}`)).status, { timeout: 90_000, intervals: [500] }).not.toMatch(/waiting|running|queued/)
  expect(await api.get(`/imports/${run.id}`)).toMatchObject({ status: 'done', counts: { loaded: MANY } })
  // Until it knows how much there is now, which takes it a minute, PostgreSQL reads it the long way round.
  await beside('python', '-c', 'from fettle.config import Settings; from fettle.db import engine; it = engine.prepare(Settings()); engine.gather_statistics(it); it.release()')
}

/** How long each frame took, in order of length, while `work` goes on. */
async function frames(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const taken: number[] = []
    let last = performance.now()
    const frame = (now: number) => {
      taken.push(now - last)
      last = now
      next = requestAnimationFrame(frame)
    }
    let next = requestAnimationFrame(frame)
    Object.assign(globalThis, { framesTaken: () => (cancelAnimationFrame(next), taken) })
  })
  await work()
  const taken = await page.evaluate(() => (globalThis as unknown as { framesTaken: () => number[] }).framesTaken())
  return taken.sort((one, other) => one - other)
}

/** From the last letter to the answer, in milliseconds. */
async function search(page: Page, at: number): Promise<number> {
  const box = page.getByRole('textbox', { name: 'Search' })
  await box.fill('')
  await expect(page.getByText(`${MANY} here`)).toBeVisible(PATIENT)
  const began = await page.evaluate(() => performance.now())
  await box.fill(`${at} work`)
  // Numbers are searched as well: a few others may stand beside it.
  const found = (wanted: string) => {
    const rows = [...document.querySelectorAll('[role=listitem] [role=link]')]
    return rows.length < 5 && rows.some((each) => each.textContent?.startsWith(wanted))
  }
  await page.waitForFunction(found, title(at), PATIENT)
  return (await page.evaluate(() => performance.now())) - began
}

test('ten thousand work orders arrive, scroll smoothly, and are found at once', async ({ page, request }) => {
  test.setTimeout(180_000)
  const email = await tenant(request)
  await fill(request, email)
  await begin(page, email, '/field', { timeout: 90_000 })
  await expect(page.getByText(`${MANY} here`)).toBeVisible(PATIENT)

  const list = page.getByRole('list', { name: 'Work orders' })
  await list.hover()
  const taken = await frames(page, async () => {
    for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, turn < 40 ? 900 : 6000)
  })
  expect(taken.length).toBeGreaterThan(60)
  expect(taken[Math.floor(taken.length / 2)], 'the usual frame').toBeLessThan(34)
  expect(taken.at(-1), 'the longest frame').toBeLessThan(250)
  // It has gone far, and what is seen is there.
  const first = list.getByRole('link').first()
  await expect(first).toHaveAccessibleName(/does not work as it should/)
  expect(await list.evaluate((each) => each.closest('[style*=overflow]')?.scrollTop ?? each.scrollTop)).toBeGreaterThan(50_000)

  await page.getByRole('button', { name: 'Search' }).click()
  const answers = [await search(page, 7777), await search(page, 4321), await search(page, 9998)]
  expect(answers.sort((one, other) => one - other)[1], 'the usual search').toBeLessThan(1000)
})

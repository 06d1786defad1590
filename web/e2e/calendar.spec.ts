/** Planning by the calendar and by who has how much to do: by mouse, and by keyboard alone. */
import type { Locator, Page } from '@playwright/test'
import { type Api, accessible, anotherWindow, expect, test, unique } from './fixtures'

const DAY = 86_400_000
/** A weekday far enough ahead that nothing else is planned there. */
function quietDay(weeks: number): string {
  const monday = Date.now() - ((new Date().getUTCDay() + 6) % 7) * DAY
  return new Date(monday + (weeks * 7 + 2) * DAY).toISOString().slice(0, 10)
}
const after = (day: string, days: number) => new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10)

const make = async (api: Api, title: string, more: object = {}) => api.post('/work-orders', { title, approve: true, priority: 'urgent', estimatedHours: '2', ...more })

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded()
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!]
  await page.mouse.move(start.x + 20, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x + 40, start.y + start.height / 2 + 10, { steps: 4 })
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 10 })
  await page.waitForTimeout(100)
  await page.mouse.up()
}

const cell = (page: Page, day: string) => page.locator(`[data-drop="day:${day}"]`)
const entry = (within: Page | Locator, id: string) => within.locator(`[data-entry="${id}"]`)

test('work is dragged from the tray to a day, on to another, and back by undo', async ({ page, api }) => {
  const day = quietDay(9)
  const work = await make(api, unique('Repaint the benches'))
  await page.goto(`/work-orders/calendar?at=${day}&forecast=off&status=approved`)
  const tray = page.getByRole('region', { name: 'Unscheduled' })
  await drag(page, entry(tray, work.id), cell(page, day))
  await expect(entry(cell(page, day), work.id)).toBeVisible()
  await expect(entry(tray, work.id)).toBeHidden()
  await expect.poll(async () => (await api.get(`/work-orders/${work.id}`)).scheduledStart).toContain(day)
  const other = after(day, 1)
  await drag(page, entry(cell(page, day), work.id), cell(page, other))
  await expect(entry(cell(page, other), work.id)).toBeVisible()
  const { scheduledStart, scheduledEnd } = await expect
    .poll(async () => (await api.get(`/work-orders/${work.id}`)).scheduledStart)
    .toContain(other)
    .then(() => api.get(`/work-orders/${work.id}`))
  expect(Date.parse(scheduledEnd) - Date.parse(scheduledStart)).toBe(2 * 3_600_000)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(entry(cell(page, day), work.id)).toBeVisible()
})

test('a move that the server refuses rolls back and says why', async ({ page, api }) => {
  const day = quietDay(10)
  const work = await make(api, unique('Check the gutters'), { scheduledStart: `${day}T15:00:00Z` })
  await page.goto(`/work-orders/calendar?at=${day}&forecast=off`)
  await expect(entry(cell(page, day), work.id)).toBeVisible()
  await page.route('**/v1/work-orders/*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ title: 'This cannot be moved', detail: 'The crew is away.', status: 409 }) })
      : route.fallback(),
  )
  await drag(page, entry(cell(page, day), work.id), cell(page, after(day, 1)))
  await expect(page.getByText('The crew is away.')).toBeVisible()
  await expect(entry(cell(page, day), work.id)).toBeVisible()
})

test('an entry is rescheduled by keyboard alone, and a colleague sees it', async ({ page, api, browser }) => {
  const day = quietDay(11)
  const work = await make(api, unique('Oil the turnstiles'), { scheduledStart: `${day}T15:00:00Z` })
  const colleague = await anotherWindow(browser, 'admin@riverside.example')
  for (const each of [page, colleague]) {
    await each.goto(`/work-orders/calendar?at=${day}&as=week&forecast=off`)
    await expect(entry(each, work.id)).toBeVisible()
  }
  await accessible(page)
  await entry(page, work.id).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText(work.title)
  const reschedule = page.getByRole('button', { name: 'Reschedule…' })
  for (let tab = 0; tab < 6 && !(await reschedule.evaluate((button) => button === document.activeElement)); tab++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: `Reschedule WO-${work.number}` })
  await dialog.getByLabel('From').fill(`${after(day, 1)}T09:30`)
  await accessible(page)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  for (const each of [page, colleague]) await expect(entry(cell(each, after(day, 1)), work.id)).toBeVisible({ timeout: 3000 })
  await colleague.context().close()
})

test('too many entries for a day are counted and can be seen', async ({ page, api }) => {
  const day = quietDay(12)
  for (let at = 0; at < 8; at++) await make(api, unique(`Task ${at}`), { scheduledStart: `${day}T15:00:00Z` })
  await page.goto(`/work-orders/calendar?at=${day}&forecast=off`)
  await accessible(page)
  await cell(page, day).getByRole('button', { name: /^\+\d+ more$/ }).click()
  expect(await page.getByRole('dialog').locator('[data-entry]').count()).toBeGreaterThanOrEqual(8)
})

test('work is dragged to another person and day, whose hours fill up', async ({ page, api }) => {
  const day = quietDay(13)
  const [first, second] = (await api.get('/staff?limit=10')).data.filter(({ active }: { active?: boolean }) => active !== false)
  const work = await make(api, unique('Rebuild the pergola'), { scheduledStart: `${day}T15:00:00Z`, assigneeId: first.id, estimatedHours: '30' })
  await page.goto(`/work-orders/workload?at=${day}&forecast=off&tray=off&assigneeId=${first.id}&assigneeId=${second.id}`)
  const from = page.locator(`[data-drop="cell:${first.id}/${day}"]`)
  const to = page.locator(`[data-drop="cell:${second.id}/${after(day, 1)}"]`)
  await expect(from).toContainText('h too much')
  await accessible(page)
  await drag(page, entry(from, work.id), to)
  await expect(entry(to, work.id)).toBeVisible()
  await expect(to).toContainText('h too much')
  await expect.poll(async () => (await api.get(`/work-orders/${work.id}`)).assigneeId).toBe(second.id)
  expect((await api.get(`/work-orders/${work.id}`)).scheduledStart).toContain(after(day, 1))
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the calendar is a list of days', async ({ page }) => {
    await page.goto('/work-orders/calendar?as=month')
    await expect(page.getByRole('region', { name: 'Days' })).toBeVisible()
    await accessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
})

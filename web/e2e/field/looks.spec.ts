/** Every screen of the app as people meet it: nothing keeps anybody out, nothing is cut off, no word is missing. */
import type { APIRequestContext, Page } from '@playwright/test'
import { accessible, Api, begin, expect, fits, PATIENT, PHONE, test } from './phone'

const TECHNICIAN = 'technician@riverside.example'

/** Address of each screen, and what shows that it is there. */
async function screens(request: APIRequestContext): Promise<Record<string, string>> {
  const api = await Api.as(request, TECHNICIAN)
  const { staffId } = await api.get('/me')
  const [work] = (await api.get(`/work-orders?status=in_progress&assigneeId=${staffId}&limit=1`)).data
  const [asset] = (await api.get('/assets?limit=1')).data
  return {
    'my work': '/field/',
    'a work order': `/field/work-orders/${work.id}`,
    'the log': `/field/work-orders/${work.id}/log`,
    'a new work order': '/field/work-orders/new',
    scan: '/field/scan',
    'quick fix': '/field/quick',
    assets: '/field/assets',
    'an asset': `/field/assets/${asset.id}`,
    readings: `/field/assets/${asset.id}/readings`,
    'a new request': '/field/requests/new',
    requests: '/field/requests',
    news: '/field/notifications',
    me: '/field/me',
    settings: '/field/settings',
    conflicts: '/field/conflicts',
  }
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator('[role=main]:visible').first()).toBeVisible(PATIENT)
  await expect(page.locator('[role=progressbar], [aria-busy=true]')).toHaveCount(0, PATIENT)
}

/** Keys of words that nobody wrote, such as `fieldWork.task.title` or `{{w.asset}}`. */
async function wordsAreThere(page: Page): Promise<void> {
  const text = await page.locator('body').innerText()
  expect(text.match(/\{\{.*?\}\}|\bfield[A-Z]\w*[.:]\w+|\b(?:task|move|filter|draft|sync)\.[a-z]\w+(?:\.\w+)*/g) ?? []).toEqual([])
}

test('signing in keeps nobody out', async ({ page }) => {
  await page.goto('/field/')
  await expect(page.getByLabel('Password').first()).toBeVisible(PATIENT)
  await accessible(page)
  await fits(page)
})

test('every screen can be used by everybody, and nothing is missing', async ({ page, request }) => {
  test.setTimeout(180_000)
  await begin(page, TECHNICIAN)
  for (const [name, path] of Object.entries(await screens(request))) {
    await test.step(name, async () => {
      await page.goto(path)
      await settled(page)
      await accessible(page)
      await wordsAreThere(page)
    })
  }
})

test('on the smallest phone, dark, with the largest letters and in Spanish, nothing is cut off', async ({ page, request }) => {
  test.setTimeout(180_000)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await begin(page, TECHNICIAN, '/field/settings')
  await page.getByRole('radio', { name: 'Largest' }).click()
  await page.getByRole('radio', { name: 'Español' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ajustes' })).toBeVisible(PATIENT)
  await page.setViewportSize({ width: 320, height: 640 })
  for (const [name, path] of Object.entries(await screens(request))) {
    await test.step(name, async () => {
      await page.goto(path)
      await settled(page)
      await fits(page)
      await wordsAreThere(page)
    })
  }
  await page.goto('/field/')
  await settled(page)
  await accessible(page)
  await page.setViewportSize(PHONE)
})

test('in high contrast the main screens can be read', async ({ page, request }) => {
  await begin(page, TECHNICIAN, '/field/settings')
  await page.getByRole('switch', { name: /High contrast/ }).click()
  const all = await screens(request)
  for (const path of [all['my work']!, all['a work order']!]) {
    await page.goto(path)
    await settled(page)
    await accessible(page)
  }
})

/** Every screen of the app as people meet it: nothing keeps anybody out, nothing is cut off, no word is missing. */
import type { APIRequestContext, Page } from '@playwright/test'
import { accessible, Api, begin, expect, fits, type Hired, machine, order, PATIENT, PHONE, type Place, row, test, unique } from './phone'

interface Furnished {
  /** Address of each screen, by what it is. */
  screens: Record<string, string>
  title: string
}

/** Work in all its parts: late, logged, talked about, asked for, and something that the office did not take. */
async function furnish(api: Api, request: APIRequestContext, site: Place, { email, staffId }: Hired): Promise<Furnished> {
  const own = await Api.as(request, email)
  const pump = await machine(api, site, 'Bomba')
  await api.post(`/meters/${pump.meterId}/readings`, { value: '140', readAt: new Date().toISOString() })
  const late = { dueAt: '2026-01-05T12:00:00Z', priority: 'urgent', assigneeId: staffId, assetIds: [pump.id] }
  const work = await order(api, site, 'Bomba 12', { ...late, description: 'Nr. 12', estimatedHours: '3', tasks: [{ title: 'Alfa' }, { title: 'Beta', required: false }] })
  await order(api, site, 'Bomba 14', { assigneeId: staffId })
  await api.post(`/work-orders/${work.id}/start`)
  await own.post(`/work-orders/${work.id}/log-entries`, { performedOn: new Date().toISOString().slice(0, 10), staffId, note: 'Gamma', lines: [{ kind: 'labour', quantity: '1.5' }, { kind: 'material', item: 'Delta', quantity: '2' }] })
  await own.post(`/work-orders/${work.id}/comments`, { body: 'Épsilon' })
  const asked = await own.post('/work-requests', { title: unique('Zeta'), siteId: site.id })
  const ended = await order(api, site, 'Bomba 15', { assigneeId: staffId })
  await api.post(`/work-orders/${ended.id}/cancel`, { note: 'Eta' })
  await own.post('/sync/push?last_pulled_at=0', { work_orders: { created: [], updated: [{ id: ended.id, status: 'complete', _changed: 'status', _status: 'updated' }], deleted: [] } })
  return {
    title: work.title,
    screens: {
      'my work': '/field',
      'a work order': `/field/work-orders/${work.id}`,
      'work that has ended': `/field/work-orders/${ended.id}`,
      'the log': `/field/work-orders/${work.id}/log`,
      'a new work order': '/field/work-orders/new',
      scan: '/field/scan',
      'quick fix': '/field/quick',
      assets: '/field/assets',
      'an asset': `/field/assets/${pump.id}`,
      readings: `/field/assets/${pump.id}/readings`,
      'a new request': '/field/requests/new',
      requests: '/field/requests',
      'a request': `/field/requests/${asked.id}`,
      news: '/field/notifications',
      me: '/field/me',
      settings: '/field/settings',
      conflicts: '/field/conflicts',
    },
  }
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible(PATIENT)
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0, PATIENT)
}

/** What is read or heard on this screen. */
const words = (page: Page): Promise<string> =>
  page.evaluate(() => [document.body.innerText, ...[...document.querySelectorAll('[aria-label], [placeholder]')].map((each) => `${each.getAttribute('aria-label') ?? ''} ${each.getAttribute('placeholder') ?? ''}`)].join('\n'))

/** Keys of words that nobody wrote, such as `task.title` or `{{w.asset}}`. */
async function saidInWords(page: Page, name: string): Promise<void> {
  const text = (await words(page)).replace(/\S+@\S+/g, '')
  expect(text.match(/\{\{.*?\}\}|\bfield[A-Z]\w*[.:]\w+|\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z]+\b/g) ?? [], name).toEqual([])
}

/** Buttons that can be read to their end. */
async function whole(page: Page, name: string): Promise<void> {
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=button], [role=link], [role=radio], [role=tab]')]
      .filter((each) => each.offsetParent && !each.hasAttribute('aria-disabled') && [...each.querySelectorAll<HTMLElement>('*'), each].some((part) => part.children.length === 0 && part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0 && getComputedStyle(part).overflowX !== 'visible'))
      .map((each) => each.innerText),
  )
  expect(cut, name).toEqual([])
}

test('signing in keeps nobody out', async ({ page }) => {
  await open(page, '/field')
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeVisible(PATIENT)
  await accessible(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await fits(page)
  await page.getByRole('textbox', { name: 'E-mail' }).fill('nobody@riverside.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(/password/i).nth(1)).toBeVisible(PATIENT)
  await accessible(page)
})

test('every screen can be used by everybody, on small phones too', async ({ page, api, request, site, technician }) => {
  test.setTimeout(240_000)
  const { screens, title } = await furnish(api, request, site, technician)
  await begin(page, technician.email)
  for (const [name, path] of Object.entries(screens)) {
    await test.step(name, async () => {
      await page.setViewportSize(PHONE)
      await open(page, path)
      await accessible(page)
      await saidInWords(page, name)
      if (name === 'the log') {
        for (const step of await page.getByRole('tab').all()) {
          await step.click()
          await accessible(page)
        }
      }
      await page.setViewportSize({ width: 320, height: 640 })
      await fits(page)
    })
  }
  await page.setViewportSize(PHONE)
  await open(page, screens['my work']!)
  await page.getByRole('button', { name: /^Filter and sort/ }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await accessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await row(page, title).click()
  await page.getByRole('button', { name: 'Complete', exact: true }).click(PATIENT)
  await expect(page.getByRole('dialog')).toBeVisible()
  await accessible(page)
})

test('by night and in glaring sun the main screens can be read', async ({ page, api, request, site, technician }) => {
  test.setTimeout(120_000)
  const { screens } = await furnish(api, request, site, technician)
  const main = [screens['my work']!, screens['a work order']!]
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await begin(page, technician.email)
  const grounds = new Set<string>()
  const look = async () => {
    for (const path of main) {
      await open(page, path)
      await accessible(page)
    }
    grounds.add(await page.getByRole('heading', { level: 1 }).evaluate((each) => getComputedStyle(each).color))
  }
  await look()
  await open(page, '/field/settings')
  await page.getByRole('switch', { name: /High contrast/ }).click()
  await look()
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await look()
  expect(grounds.size).toBeGreaterThan(1)
})

test('in Spanish, with the largest letters, on the smallest phone: nothing is missing and nothing is cut off', async ({ page, api, request, site, technician }) => {
  test.setTimeout(180_000)
  const own = await Api.as(request, technician.email)
  await own.patch('/me', (await own.get('/me')).version, { locale: 'es' })
  const { screens } = await furnish(api, request, site, technician)
  await page.setViewportSize({ width: 320, height: 640 })
  await begin(page, technician.email, '/field/settings')
  await expect(page.getByRole('heading', { level: 1, name: 'Ajustes' })).toBeVisible(PATIENT)
  await page.getByRole('radio', { name: 'Muy grande' }).click()
  for (const [name, path] of Object.entries(screens)) {
    await test.step(name, async () => {
      await open(page, path)
      await fits(page)
      await whole(page, name)
      await saidInWords(page, name)
      expect(await words(page), name).not.toMatch(/\b(Search|Loading|Nothing|Choose|Save|Today|Overdue|Unassigned|Back|Close|Log|Work|Start|Complete|Sync|Settings|Photos|Comment|More|Not sent)\b/)
    })
  }
})

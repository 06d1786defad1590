/** Every main screen opens for whoever it is for, keeps nobody out, fits small and large windows; and the pictures of the documentation. */
import { join } from 'node:path'
import { accessible, Api, expect, test } from './fixtures'

/** `npm run pictures -w web` writes them where README and docs show them. */
const folder = process.env.PICTURES ? join(import.meta.dirname, '../../docs/pictures') : 'test-results/pictures'

const SCREENS = [
  ['today', '/'],
  ['work-orders', '/work-orders'],
  ['board', '/work-orders/board'],
  ['calendar', '/work-orders/calendar'],
  ['workload', '/work-orders/workload'],
  ['map', '/work-orders/map'],
  ['requests', '/requests'],
  ['assets', '/assets'],
  ['places', '/sites'],
  ['plans', '/plans'],
  ['planner', '/plans/new'],
  ['year', '/plans/year'],
  ['logs', '/logs'],
  ['analysis', '/analysis'],
  ['notifications', '/notifications'],
  ['account', '/account'],
  ['settings', '/settings'],
  ['settings-tenant', '/settings/tenant'],
  ['settings-people', '/settings/people'],
  ['settings-roles', '/settings/roles'],
  ['settings-staff', '/settings/staff'],
  ['settings-crews', '/settings/crews'],
  ['settings-reference', '/settings/reference'],
  ['settings-custom-fields', '/settings/custom-fields'],
  ['settings-templates', '/settings/templates'],
  ['settings-portal', '/settings/portal'],
  ['settings-notifications', '/settings/notifications'],
  ['settings-escalation', '/settings/escalation'],
  ['settings-webhooks', '/settings/webhooks'],
  ['settings-keys', '/settings/keys'],
  ['settings-imports', '/settings/imports'],
  ['settings-jobs', '/settings/jobs'],
  ['settings-audit', '/settings/audit'],
] as const

test.use({ email: 'admin@riverside.example' })

for (const [name, path] of SCREENS) {
  test(`${path} opens, in light and dark, wide and narrow`, async ({ page }) => {
    // A year in weeks has hundreds of cells to judge, three times; two shared cores take their time.
    test.setTimeout(120_000)
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText('Loading…')).toHaveCount(0)
    await page.waitForTimeout(500)
    await expect(page.getByRole('alert')).toHaveCount(0)
    await page.screenshot({ path: join(folder, `${name}.png`) })
    await accessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    // A map that draws itself anew keeps the rest from changing for a moment.
    await page.waitForTimeout(1500)
    await accessible(page)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.waitForTimeout(1500)
    for (const width of [768, 360]) {
      await page.setViewportSize({ width, height: 800 })
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), { message: `sideways scrolling at ${width}` }).toBeLessThanOrEqual(0)
    }
    await accessible(page)
  })
}

test.describe('somebody who reads Spanish', () => {
  test.use({ email: 'auditor@riverside.example' })

  test('finds no text left in English', async ({ page, request }) => {
    test.setTimeout(120_000)
    const auditor = await Api.as(request, 'auditor@riverside.example')
    const me = await auditor.get('/me')
    const changed = await auditor.patch('/me', me.version, { locale: 'es' })
    try {
      for (const [, path] of SCREENS.slice(0, 14)) {
        await page.goto(path)
        await expect(page.locator('html')).toHaveAttribute('lang', 'es')
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.getByText('Cargando…')).toHaveCount(0)
        const words = await page.locator('main').innerText()
        expect(words, path).not.toMatch(/\b(Search|Loading|Nothing|Choose|Save|Today|Overdue|Unassigned|Columns|Assigned to|Add filter)\b/)
        expect(words, path).not.toMatch(/\b[a-z]+\.[a-z]+[A-Z]\w+\b/)
      }
    } finally {
      await auditor.patch('/me', changed.version, { locale: me.locale })
    }
  })
})

test.describe('a household', () => {
  test.use({ email: 'owner@household.example' })

  test('finds its own words on its screens', async ({ page }) => {
    await page.goto('/')
    const menu = page.getByRole('navigation', { name: 'Screens' })
    for (const word of ['Tasks', 'Items', 'Homes']) await expect(menu.getByRole('link', { name: word, exact: true })).toBeVisible()
    await menu.getByRole('link', { name: 'Items', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Items' })).toBeVisible()
    await accessible(page)
  })
})

test.describe('somebody who may see little', () => {
  test.use({ email: 'technician@riverside.example' })

  test('is told so plainly, and finds what they may see', async ({ page }) => {
    await page.goto('/settings/audit')
    await expect(page.getByText('You may not see this')).toBeVisible()
    await accessible(page)
    await page.goto('/work-orders')
    await expect(page.getByRole('grid')).toBeVisible()
  })

  test('is told when an address leads nowhere', async ({ page }) => {
    await page.goto('/work-orders/01941f29-7c00-7000-8000-000000000000')
    await expect(page.getByText('This is not here')).toBeVisible()
    await page.goto('/no/such/screen')
    await expect(page.getByText('There is no such screen')).toBeVisible()
    await accessible(page)
  })
})

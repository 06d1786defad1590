/** Plans: the planner that says what it will do, the list, one plan with its history, the year ahead. */
import type { Page } from '@playwright/test'
import { accessible, expect, test, unique } from './fixtures'

const preview = (page: Page) => page.getByRole('complementary', { name: 'What this plan will do' })
const weekly = (name: string, more: object = {}) => ({
  name,
  triggers: [{ kind: 'calendar_fixed', series: { rule: { repeat: 'weekly', every: 1, weekdays: ['monday'] }, anchor: '2026-01-05' } }],
  work: { title: name, estimatedHours: '2' },
  ...more,
})

test('a rule is said in words, with its next dates, while it is being made', async ({ page, api }) => {
  const name = unique('Gutters')
  await page.goto('/plans/new')
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Day 1 of each month', exact: true }).click()
  await expect(preview(page)).toContainText('Every month on day 1.')
  await expect(preview(page).getByRole('listitem')).toHaveCount(12)
  await page.getByLabel('Day', { exact: true }).selectOption('31')
  await expect(preview(page)).toContainText('Every month on day 31 (or the month’s last day)'.replace('’', "'"))
  await expect(preview(page).getByText("month's last day", { exact: true }).first()).toBeVisible()
  await page.getByLabel('Only in part of the year').check()
  await expect(preview(page)).toContainText('April to October')
  await expect(preview(page)).toContainText('out of season November 1 – March 31')
  await accessible(page)
  await page.getByRole('button', { name: 'Create plan' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page.getByText("Every month on day 31 (or the month's last day), April to October.")).toBeVisible()
  await accessible(page)
  const [made] = (await api.get(`/maintenance-plans?q=${encodeURIComponent(name)}`)).data
  expect(made.triggers[0].series.rule).toMatchObject({ repeat: 'monthly', day: 31 })
  expect(made.season).toEqual([{ first: '04-01', last: '10-31' }])
})

test('by keyboard alone: a plan in one line, found again and opened', async ({ page }) => {
  const name = unique('Sweep the yard')
  await page.goto('/plans/new')
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await page.goto('/plans')
  await expect(page.getByRole('grid')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type(name)
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1)
  await accessible(page)
  const row = page.getByRole('row').filter({ hasText: name })
  for (let tab = 0; tab < 20 && !(await row.evaluate((each) => each === document.activeElement)); tab++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
})

test('a meter rule asks for what it lacks instead of refusing, and counts in the meter’s unit', async ({ page, api }) => {
  const [type] = (await api.get('/asset-types?limit=1')).data
  const asset = await api.post('/assets', { name: unique('Pump'), assetTypeId: type.id })
  await api.post(`/assets/${asset.id}/meters`, { name: 'Run hours', unit: 'h', kind: 'counter' })
  const asked: number[] = []
  page.on('response', (answer) => answer.url().includes('/preview') && asked.push(answer.status()))
  await page.goto('/plans/new')
  await page.getByRole('button', { name: 'Every 250 hours', exact: true }).click()
  await expect(preview(page)).toContainText('Rule 1: choose a meter')
  await page.getByLabel('Which asset has the meter?').click()
  await page.keyboard.type(asset.name)
  await page.getByRole('option', { name: asset.name }).click()
  await expect(preview(page)).toContainText('Every 250 on the meter “Run hours”')
  await expect(page.getByLabel('Meter')).toContainText('Run hours (h)')
  expect(asked.filter((status) => status !== 200)).toEqual([])
})

test('a recurrence rule of another program is read before it is used', async ({ page }) => {
  await page.goto('/plans/new')
  await page.getByRole('button', { name: 'Paste a recurrence rule' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Rule').fill('FREQ=HOURLY')
  await dialog.getByRole('button', { name: 'Read it' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByLabel('Rule').fill('DTSTART:20270301\nRRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU')
  await dialog.getByRole('button', { name: 'Read it' }).click()
  await expect(dialog.getByRole('status')).toContainText('every 2 months on the second Tuesday', { ignoreCase: true })
  await dialog.getByRole('button', { name: 'Use it' }).click()
  await expect(preview(page)).toContainText('Every 2 months on the second Tuesday')
  await expect(page.getByLabel('Beginning')).toHaveValue('2027-03-01')
})

test('what two people change at once is merged', async ({ page, api }) => {
  const plan = await api.post('/maintenance-plans', weekly(unique('Hedges')))
  await page.goto(`/plans/${plan.id}/edit`)
  await page.getByLabel('Title').fill('Trim the hedges')
  await api.patch(`/maintenance-plans/${plan.id}`, plan.version, { leadDays: 3 })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(plan.name)
  expect(await api.get(`/maintenance-plans/${plan.id}`)).toMatchObject({ leadDays: 3, work: { title: 'Trim the hedges' } })
})

test('a plan is paused, goes on, skips a date with its reason, is deleted and comes back', async ({ page, api }) => {
  const plan = await api.post('/maintenance-plans', weekly(unique('Litter round')))
  await page.goto(`/plans/${plan.id}`)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('This plan is paused.')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('This plan is paused.')).toHaveCount(0)

  await page.getByRole('button', { name: /^Skip / }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Skip' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByLabel('Why?').fill('The square is closed for the fair')
  await dialog.getByRole('button', { name: 'Skip' }).click()
  await expect(dialog).toHaveCount(0)
  await expect.poll(async () => (await api.get(`/maintenance-plans/${plan.id}/occurrences`)).data.map((each: { state: string; note: string }) => [each.state, each.note])).toEqual([
    ['skipped', 'The square is closed for the fair'],
  ])

  await page.getByRole('button', { name: `${plan.name}: what can be done` }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page).toHaveURL(/\/plans$/)
  await page.getByRole('listitem').filter({ hasText: 'is deleted' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await api.get(`/maintenance-plans?q=${encodeURIComponent(plan.name)}`)).data[0]?.status).toBe('live')
})

test('the year shows each week’s work, and a week opens its list', async ({ page, api }) => {
  const plan = await api.post('/maintenance-plans', weekly(unique('Bins')))
  await page.goto(`/plans/year?planId=${plan.id}`)
  const grid = page.getByRole('grid', { name: 'Hours by week' })
  await expect(grid.getByRole('rowheader', { name: plan.name })).toBeVisible()
  await accessible(page)
  await grid.getByRole('button').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  await expect(sheet).toContainText('1 job')
  await expect(sheet.getByRole('link', { name: plan.name })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.getByRole('radio', { name: 'Table' }).click()
  await expect(page.getByRole('region', { name: 'Hours by week' }).getByRole('rowheader', { name: plan.name })).toBeVisible()
})

test.describe('somebody who may only look', () => {
  test.use({ email: 'auditor@riverside.example' })

  test('sees plans and their history, and no verbs', async ({ page, api }) => {
    const plan = await api.post('/maintenance-plans', weekly(unique('Benches')))
    await page.goto(`/plans/${plan.id}`)
    await expect(page.getByText('Every week on Monday.')).toBeVisible()
    for (const verb of ['Pause', 'Make next now', 'Edit']) await expect(page.getByRole('button', { name: verb })).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'Edit' })).toHaveCount(0)
  })
})

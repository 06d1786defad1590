import { readFile } from 'node:fs/promises'
import { accessible, expect, test } from './fixtures'

test('a figure: picked in the address, as chart and table, down to the list behind it', async ({ page }) => {
  await page.goto('/analysis')
  await expect(page.getByRole('heading', { level: 1, name: 'Volume' })).toBeVisible()
  await page.getByLabel('Group by').selectOption('kind')
  await expect(page).toHaveURL(/by=kind/)
  const row = page.getByRole('row', { name: /^Corrective/ })
  const counted = (await row.getByRole('cell').first().innerText()).replace(/\D/g, '')
  expect(Number(counted)).toBeGreaterThan(0)
  await accessible(page)
  await row.getByRole('link').click()
  await expect(page).toHaveURL(/\/work-orders\?.*kind=corrective/)
  await page.goBack()
  await expect(page.getByRole('row', { name: /^Corrective/ })).toBeVisible()
})

test('the list behind a line has as many records as the line says', async ({ page, api }) => {
  await page.goto('/analysis/volume?span=12m&by=priority')
  const row = page.getByRole('row', { name: /^Urgent/ })
  const said = Number((await row.getByRole('cell').first().innerText()).replace(/\D/g, ''))
  const search = new URL((await row.getByRole('link').getAttribute('href'))!, 'http://x').search
  const { total } = await api.get(`/work-orders/counts${search}`)
  expect(said).toBeGreaterThan(0)
  expect(total).toBe(said)
})

test('every figure answers, nothing is 0 that cannot be divided, and none keeps anybody out', async ({ page }) => {
  test.setTimeout(240_000)
  await page.goto('/analysis/volume')
  await expect(page.getByRole('table').first()).toBeVisible()
  const names = await page.getByRole('navigation', { name: 'Figures' }).getByRole('link').allInnerTexts()
  expect(names.length).toBeGreaterThan(12)
  for (const name of names) {
    await page.getByRole('navigation', { name: 'Figures' }).getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
    await expect(page.getByText('How this is computed')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.getByText(/NaN|undefined/)).toHaveCount(0)
  }
  await page.goto('/analysis/mtbf')
  await expect(page.getByRole('cell', { name: 'n/a' }).first()).toBeVisible()
  await page.getByText('How this is computed').click()
  await expect(page.getByText('SMRP Best Practices, metric 3.5.1')).toBeVisible()
  await accessible(page)
})

test('CSV: from the API where it has one, from the table elsewhere', async ({ page }) => {
  const saved = async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    return readFile(await file.path(), 'utf8')
  }
  await page.goto('/analysis/volume?by=site')
  await expect(page.getByRole('table').first()).toBeVisible()
  expect(await saved()).toMatch(/^key,label,periodStart/)
  await page.goto('/analysis/costs?by=site')
  await expect(page.getByRole('row', { name: /^Mill Pond Park/ })).toBeVisible()
  const text = await saved()
  expect(text).toMatch(/^\uFEFF?Site,Cost,/)
  expect(text).toContain('Mill Pond Park,')
})

test('by keyboard: another period, sorted the other way', async ({ page }) => {
  await page.goto('/analysis/costs?by=site')
  await expect(page.getByRole('row', { name: /^Mill Pond Park/ })).toBeVisible()
  await page.getByLabel('Period').focus()
  await page.keyboard.press('a')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/span=all/)
  await page.getByRole('columnheader', { name: 'Cost', exact: true }).getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/sort=-cost/)
  await expect(page.getByRole('columnheader', { name: 'Cost', exact: true })).toHaveAttribute('aria-sort', 'descending')
})

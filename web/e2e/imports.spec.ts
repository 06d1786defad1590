import { readFile } from 'node:fs/promises'
import { accessible, expect, test, unique } from './fixtures'

test.use({ email: 'admin@riverside.example' })

/** Three work orders and one row that cannot be one. */
const file = (name: string) => ({
  name: `${name}.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'Case ID,Title,Status,Opened,Neighborhood,Cost\r\n' +
      `${name}-1,"Bench, broken",Closed,03/14/2015 02:05:00 PM,Mill Pond Park,12.50\r\n` +
      `${name}-2,Lamp out,In Progress,03/15/2015 09:00:00 AM,Mill Pond Park,\r\n` +
      `${name}-3,Path flooded,WAPPR,03/16/2015 09:00:00 AM,Mill Pond Park,7.25\r\n` +
      `${name}-4,Gate stuck,Closed,03/17/2015 09:00:00 AM,Mill Pond Park,twelve\r\n`,
  ),
})

test('a file becomes work orders: mapped by its names, looked at, imported, reconciled, and again without doubles', async ({ page }) => {
  const name = unique('town').replace(' ', '-')
  await page.goto('/settings/imports')
  await page.getByRole('link', { name: 'New import' }).first().click()
  await page.setInputFiles('input[type=file]', file(name))

  // Names and dates were recognised.
  await expect(page.getByLabel('Title', { exact: false }).first()).toHaveValue('Title')
  await expect(page.getByLabel('Reported at').first()).toHaveValue('Opened')
  await expect(page.getByLabel('Column 1 of the row’s id')).toHaveValue('Case ID')
  await expect(page.getByText('Of the first 4 rows 2 can be imported')).toBeVisible()
  await accessible(page)

  // What the old system called WAPPR is approved here; then only the cost written in words is left.
  await page.getByRole('button', { name: 'Status: how it is read' }).click()
  await page.getByLabel('Status: “WAPPR” becomes').selectOption('approved')
  await expect(page.getByText('Of the first 4 rows 3 can be imported')).toBeVisible()
  await expect(page.getByText('Remove units and letters').first()).toBeVisible()

  await page.getByLabel('Keep the mapping as').fill(name)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${name}.csv` })).toBeVisible()
  await expect(page.getByText('4 rows read = 3 new + 0 updated + 0 unchanged + 1 kept out')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('The records say what the file says.')).toBeVisible()
  await expect(page.getByRole('row', { name: /Cost in all.*\$19\.75.*\$19\.75/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^5 Cost Kept out/ })).toBeVisible()
  await accessible(page)

  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
  expect(await readFile(await saved.path(), 'utf8')).toContain('twelve')

  // The same file under the saved mapping changes nothing.
  await page.goto('/settings/imports/new')
  await page.setInputFiles('input[type=file]', file(name))
  await page.getByRole('button', { name: 'Use a saved mapping' }).click()
  await page.getByRole('menuitem', { name }).click()
  await expect(page.getByText('As it was saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('4 rows read = 0 new + 0 updated + 3 unchanged + 1 kept out')).toBeVisible({ timeout: 30_000 })
})

test('a trial writes nothing, and becomes the import by one click', async ({ page, api }) => {
  const name = unique('trial').replace(' ', '-')
  await page.goto('/settings/imports/new')
  await page.setInputFiles('input[type=file]', file(name))
  await expect(page.getByText('Of the first 4 rows')).toBeVisible()
  await page.getByLabel('Keep the mapping as').fill(name)
  await page.getByRole('button', { name: 'Try the whole file' }).click()
  await expect(page.getByText('This was a trial')).toBeVisible()
  await page.getByRole('button', { name: 'Import it now' }).click({ timeout: 30_000 })
  await expect(page.getByText('4 rows read = 2 new')).toBeVisible({ timeout: 30_000 })
  const { data } = await api.get('/imports?limit=50')
  const ours = data.filter((run: { fileName: string }) => run.fileName === `${name}.csv`)
  expect(ours.map((run: { dryRun: boolean }) => run.dryRun)).toEqual([false, true])
})

test('by keyboard: what is missing is said, filled in and previewed', async ({ page }) => {
  await page.goto('/settings/imports/new')
  await page.setInputFiles('input[type=file]', {
    name: 'plain.csv', mimeType: 'text/csv', buffer: Buffer.from('No;What;When\n1;Sand the slide;2026-03-01\n2;Fill the pit;2026-03-02\n'),
  })
  await expect(page.getByText('Still to be filled in: Status')).toBeVisible()
  const status = page.getByLabel('Status', { exact: false }).first()
  await status.focus()
  await page.keyboard.type('The same')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Status: the value for all rows')).toBeFocused()
  await page.keyboard.type('App')
  await expect(page.getByText(/The first 2 rows can all be imported|Still to be filled in/)).toBeVisible()
})

test('a file that is no table is refused in words', async ({ page }) => {
  await page.goto('/settings/imports/new')
  await page.setInputFiles('input[type=file]', { name: 'wide.csv', mimeType: 'text/csv', buffer: Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le') })
  await expect(page.getByRole('alert')).toContainText('UTF-8')
})

test.describe('who may not import', () => {
  test.use({ email: 'supervisor@riverside.example' })
  test('is told so', async ({ page }) => {
    await page.goto('/settings/imports')
    await expect(page.getByText('You may not see this')).toBeVisible()
    await accessible(page)
  })
})

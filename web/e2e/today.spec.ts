/** The first screen of the day: what waits, how much of it, how things go, each with the list behind it. */
import { accessible, anotherWindow, expect, test, unique } from './fixtures'

test('every figure leads to the list that it counts', async ({ page }) => {
  await page.goto('/')
  const figures = page.getByRole('list', { name: 'In figures' })
  for (const [name, address] of [['Overdue', /overdue=true/], ['Unassigned', /assigneeId=none/]] as const) {
    const link = figures.getByRole('link', { name: new RegExp(`^${name}`) })
    await expect(link).toContainText(/\d/)
    const shown = (await link.innerText()).match(/[\d,]+$/)![0]
    await link.click()
    await expect(page).toHaveURL(address)
    await expect(page.getByRole('grid')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 }).locator('xpath=following-sibling::span').first()).toHaveText(shown)
    await page.goBack()
  }
})

test('what comes in while the screen is open appears by itself, and is decided from here', async ({ page, api, browser }) => {
  const title = unique('The fountain is dry')
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'New requests' })).toBeVisible()
  await page.waitForTimeout(1500)
  const requester = await anotherWindow(browser, 'requester@riverside.example')
  await api.post('/work-requests', { title })
  await requester.context().close()
  const line = page.getByRole('listitem').filter({ hasText: title })
  await expect(line).toBeVisible({ timeout: 3000 })
  await line.getByRole('link', { name: /Decide/ }).click()
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}/)
  await expect(page.getByText(title).first()).toBeVisible()
})

test('charts come after the lists, keep their period in the address, and lead to what is behind them, by keyboard', async ({ page }) => {
  await page.goto('/?days=365')
  await accessible(page)
  const flow = page.getByRole('region').filter({ has: page.getByRole('heading', { name: 'Opened and closed' }) }).or(page.locator('section').filter({ has: page.getByRole('heading', { name: 'Opened and closed' }) })).last()
  await expect(flow.locator('svg').first()).toBeVisible()
  const table = flow.locator('summary')
  await table.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/work-orders\?.*createdFrom=/)
  await page.goBack()
  await expect(page.getByRole('radio', { name: '365 days' })).toBeChecked()
  await page.getByRole('radio', { name: '30 days' }).click()
  await expect(page).toHaveURL(/days=30/)
})

test.describe('a technician', () => {
  test.use({ email: 'technician@riverside.example', viewport: { width: 360, height: 740 } })

  test('sees their own work on a phone', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'My work' })).toBeVisible()
    await expect(page.getByRole('link', { name: /^Assigned to me/ })).toContainText(/\d/)
    await expect(page.getByText('How it goes')).toBeHidden()
    await accessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
})

test.describe('a requester', () => {
  test.use({ email: 'requester@riverside.example' })

  test('sees what became of what they asked for', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'What I asked for' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Report something' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'In figures' })).toBeHidden()
    await accessible(page)
  })
})

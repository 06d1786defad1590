/** The requester's minute: a QR code, a page, a status. And the contractor's link. Nobody signs in; no script is needed. */
import { accessible, anotherWindow, expect, test, unique } from './fixtures'

test.use({ email: '', viewport: { width: 360, height: 740 } })

/** Forms that come back faster than people type are taken for machines. */
const A_MOMENT = 3000

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

test('a visitor reports a problem by keyboard alone and sees what becomes of it', async ({ page, api, browser }) => {
  const site = await api.post('/sites', { name: unique('Riverbank playground') })
  const place = await api.post('/portal/places', { siteId: site.id })
  const words = unique('The swing hangs by one chain')

  await page.goto(`/r/${place.code}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(site.name)
  await accessible(page)
  const what = page.getByLabel('What is wrong?')
  for (let tab = 0; tab < 10 && !(await what.evaluate((field) => field === document.activeElement)); tab++) await page.keyboard.press('Tab')
  await page.keyboard.type(words)
  await page.waitForTimeout(A_MOMENT)
  const send = page.getByRole('button', { name: 'Send' })
  for (let tab = 0; tab < 12 && !(await send.evaluate((button) => button === document.activeElement)); tab++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/r\/status\//)
  await expect(page.getByText('Received', { exact: true }).first()).toBeVisible()
  await accessible(page)
  const status = page.url()

  const office = await anotherWindow(browser, 'supervisor@riverside.example')
  await office.goto(`/requests?q=${encodeURIComponent(words)}`)
  await office.getByText(words).first().click()
  await office.getByRole('button', { name: 'Approve', exact: true }).click()
  await office.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
  await expect.poll(async () => (await api.get(`/work-requests?q=${encodeURIComponent(words)}`)).data[0]?.status).toBe('approved')
  await office.context().close()

  await page.goto(status)
  await expect(page.getByText('Accepted', { exact: true }).first()).toBeVisible()
})

test('what is forgotten is said at the field, and nothing typed is lost', async ({ page, api }) => {
  const site = await api.post('/sites', { name: unique('Bandstand') })
  const place = await api.post('/portal/places', { siteId: site.id })
  await page.goto(`/r/${place.code}`)
  await page.getByLabel('Your name').fill('Robin')
  await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true))
  await page.waitForTimeout(A_MOMENT)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('This is needed.')).toBeVisible()
  await expect(page.getByLabel('Your name')).toHaveValue('Robin')
})

test('the page is small enough for an old phone', async ({ page, api }) => {
  const site = await api.post('/sites', { name: unique('Pond') })
  const place = await api.post('/portal/places', { siteId: site.id })
  let bytes = 0
  page.on('response', async (answer) => {
    bytes += (await answer.body().catch(() => Buffer.alloc(0))).length
  })
  await page.goto(`/r/${place.code}`, { waitUntil: 'networkidle' })
  expect(bytes).toBeGreaterThan(500)
  expect(bytes).toBeLessThan(60_000)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test('a contractor sees one job by a link, sends a photo and time, and says it is done', async ({ page, api }) => {
  const job = await api.post('/work-orders', { title: unique('Grease the gate'), approve: true })
  await api.post(`/work-orders/${job.id}/start`)
  const link = await api.post(`/work-orders/${job.id}/contractor-links`, { name: 'Gates Ltd' })
  await page.goto(new URL(link.url).pathname)
  await expect(page.getByText(job.title).first()).toBeVisible()
  await accessible(page)
  await page.locator('input[type=file]').first().setInputFiles({ name: 'gate.png', mimeType: 'image/png', buffer: PIXEL })
  await page.waitForTimeout(A_MOMENT)
  await page.getByRole('button', { name: /send/i }).first().click()
  await expect(page.getByText(job.title).first()).toBeVisible()
  const done = page.getByRole('button', { name: /done/i })
  await page.waitForTimeout(A_MOMENT)
  await done.click()
  await expect.poll(async () => (await api.get(`/work-orders/${job.id}`)).status).toBe('complete')
})

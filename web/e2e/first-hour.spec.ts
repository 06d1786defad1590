/** The administrator's first hour: invite somebody, give them a role, add a field, import the old data, make it look like home. */
import { accessible, expect, test, unique } from './fixtures'
import { linkTo } from './mail'

test.use({ email: 'admin@riverside.example' })

test('invites a colleague by mail, who comes in through the link and finds the words of the house', async ({ page, browser, api }) => {
  test.setTimeout(120_000)
  test.skip(!!process.env.BASE, 'The mail goes to the server that these tests start.')
  const address = `${unique('kim').replace(' ', '.')}@riverside.example`
  await page.goto('/settings')
  await accessible(page)
  await page.goto('/settings/people')
  await page.getByRole('button', { name: 'Invite people' }).press('Enter')
  await page.getByRole('dialog').getByLabel('E-mail addresses').fill(address)
  await page.getByRole('dialog').getByLabel('Role').selectOption({ label: 'Supervisor' })
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).press('Enter')
  await expect(page.getByText(/invitation(s)? sent/)).toBeVisible()

  const link = await linkTo(address, '/invitation')
  const context = await browser.newContext()
  const guest = await context.newPage()
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: 'You are invited' })).toBeVisible()
  await accessible(guest)
  await guest.getByLabel('Name').fill('Kim Park')
  await guest.getByLabel('Password').fill('a few quiet words')
  await guest.keyboard.press('Enter')
  await expect(guest.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()

  // What the administrator calls things is what the colleague reads.
  const before = await api.get('/tenant')
  const changed = await api.patch('/tenant', before.version, { vocabulary: { staff: 'Team' } })
  await guest.goto('/settings/staff')
  await expect(guest.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
  await accessible(guest)
  await api.patch('/tenant', changed.version, { vocabulary: { staff: null } })
  await context.close()
})

test('somebody who forgot the password sets a new one by mail', async ({ browser, api }) => {
  test.setTimeout(120_000)
  test.skip(!!process.env.BASE, 'The mail goes to the server that these tests start.')
  const address = `${unique('lee').replace(' ', '.')}@riverside.example`
  await api.post('/invitations', { email: address, role: 'requester' })
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(await linkTo(address, '/invitation'))
  await page.getByLabel('Name').fill('Lee')
  await page.getByLabel('Password').fill('first quiet words')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await context.clearCookies()
  await page.goto('/reset')
  await accessible(page)
  await page.getByLabel('E-mail address').fill(address)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible()
  await page.goto(await linkTo(address, '/reset'))
  await page.getByLabel('New password').fill('second quiet words')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The password is set' })).toBeVisible()
  await page.getByRole('link', { name: 'Back to signing in' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.getByLabel('E-mail address').fill(address)
  await page.getByLabel('Password').fill('second quiet words')
  await page.keyboard.press('Enter')
  // The password is checked slowly on purpose, and the whole of the screens is loaded after it.
  await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 30_000 })
  await context.close()
})

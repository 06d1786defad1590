/** Signing in, staying in, and what happens to half-typed work when a session ends. */
import { accessible, anotherWindow, Api, expect, PASSWORD, test, unique } from './fixtures'

test.describe('before signing in', () => {
  test.use({ email: '' })

  test('a deep link survives signing in, by keyboard alone', async ({ page }) => {
    await page.goto('/work-orders?status=approved&status=new')
    await expect(page).toHaveURL(/\/sign-in/)
    await accessible(page)
    await expect(page.getByLabel('E-mail address')).toBeFocused()
    await page.keyboard.type('supervisor@riverside.example')
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/work-orders\?status=approved&status=new$/)
    await expect(page.getByRole('grid')).toBeVisible()
  })

  test('a wrong password is told at once, and nothing typed is lost', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').fill('supervisor@riverside.example')
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toContainText(/password/i)
    await expect(page.getByLabel('E-mail address')).toHaveValue('supervisor@riverside.example')
  })

  test('a link cannot send people to another site after they signed in', async ({ page }) => {
    await page.goto('/sign-in?next=//evil.example/')
    await page.getByLabel('E-mail address').fill('supervisor@riverside.example')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Today')
  })

  test('the screens speak Spanish', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', { name: /Español/ }).click()
    await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'es')
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible()
  })

  test('no script can read what keeps the session (A-17)', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').fill('supervisor@riverside.example')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Today')
    const readable = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]))
    expect(readable).not.toMatch(/eyJ|refresh|session/i)
    const cookies = await page.context().cookies()
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  })
})

test('a reload keeps the session, and signing out ends it', async ({ page }) => {
  await page.goto('/work-orders')
  await expect(page.getByRole('grid')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('grid')).toBeVisible()
  await page.getByRole('button', { name: /your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto('/work-orders')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a session that ends in the middle of a form loses nothing', async ({ page, request }) => {
  const title = unique('Gutter comes off')
  await page.goto('/work-orders')
  await expect(page.getByRole('grid')).toBeVisible()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').first().fill(title)
  // Somebody ends all of this person's sessions, and the cookie is gone as well.
  const elsewhere = await Api.as(request, 'supervisor@riverside.example')
  await elsewhere.post('/auth/sign-out-everywhere').catch(() => undefined)
  await page.context().clearCookies()
  await page.keyboard.press('Enter')
  const again = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(again).toBeVisible()
  await accessible(page)
  await again.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(again).toBeHidden()
  await expect
    .poll(async () => (await (await Api.as(request, 'supervisor@riverside.example')).get(`/work-orders?q=${encodeURIComponent(title)}`)).data.length)
    .toBe(1)

})

test('two tabs of one browser share a session and go on after both have renewed it', async ({ page }) => {
  await page.goto('/work-orders')
  const second = await page.context().newPage()
  await Promise.all([page.reload(), second.goto('/assets')])
  await expect(page.getByRole('grid')).toBeVisible()
  await expect(second.getByRole('heading', { level: 1 })).toBeVisible()
})

test('what a colleague changes appears within a second, in every tab', async ({ page, browser, api }) => {
  const before = unique('Bench without a leg')
  const after = `${before}, and without a back`
  const made = await api.post('/work-orders', { title: before })
  const other = await anotherWindow(browser, 'admin@riverside.example')
  const second = await page.context().newPage()
  for (const each of [page, second, other]) {
    await each.goto(`/work-orders?q=${encodeURIComponent(before)}`)
    await expect(each.getByText(before)).toBeVisible()
  }
  // The stream is open when it is; from then on it counts.
  await page.waitForTimeout(1500)
  await api.patch(`/work-orders/${made.id}`, made.version, { title: after })
  for (const each of [page, second, other]) await expect(each.getByText(after)).toBeVisible({ timeout: 1500 })
  await other.context().close()
})

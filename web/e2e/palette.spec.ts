/** One field that jumps anywhere: what Enter takes is what was asked for, however slow the answers are. */
import { expect, test, unique } from './fixtures'

test('Enter takes the best answer to what is typed, not one to fewer letters', async ({ page, api }) => {
  const words = unique('Gutter')
  await api.post('/work-orders', { title: `${words} upstairs` })
  const wanted = await api.post('/work-orders', { title: `${words} downstairs` })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused()
  await page.keyboard.type(words)
  const options = page.getByRole('option')
  await expect(options.filter({ hasText: words })).toHaveCount(2)
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')

  await page.route('**/v1/search?*', async (route) => {
    await new Promise((later) => setTimeout(later, 800))
    await route.continue()
  })
  await page.keyboard.type(' down')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/work-orders/${wanted.id}`)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('what was highlighted goes with others: the best that is left is highlighted', async ({ page, api }) => {
  const words = unique('Zz hammock')
  await api.post('/work-orders', { title: words })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused()
  await page.keyboard.type('ha')
  const options = page.getByRole('option')
  await expect(options.nth(5)).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('combobox', { name: 'Search' }).fill(words)
  await expect(options).toHaveCount(1)
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: words })).toBeVisible()
})

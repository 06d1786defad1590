/** The supervisor's day across all screens: triage, plan, assign, watch live, review the log, close, look at the figures. */
import { accessible, anotherWindow, Api, expect, test, unique } from './fixtures'

const today = () => new Date().toISOString().slice(0, 10)

test('from a request to a closed, costed work order, with a technician at work in another window', async ({ page, browser, request, api }) => {
  test.setTimeout(150_000)
  const words = unique('Slide has a sharp edge')
  const site = (await api.get('/sites?limit=1')).data[0]
  const field = await Api.as(request, 'technician@riverside.example')
  const technician = await api.get(`/staff/${(await field.get('/me')).staffId}`)
  const asked = await api.post('/work-requests', { title: words, siteId: site.id, requesterName: 'Robin' })

  // Triage: it came in by itself, and is approved and given to somebody in one step.
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await expect(page.getByText(words).first()).toBeVisible()
  await accessible(page)
  await page.goto(`/requests/${asked.id}`)
  await expect(page.getByRole('heading', { name: words })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  const approve = page.getByRole('dialog', { name: 'Approve' })
  await approve.getByLabel('Assigned to').click()
  await page.getByPlaceholder('Type to search').fill(technician.name)
  await page.getByRole('option', { name: technician.name }).first().click()
  await approve.getByLabel('Priority').selectOption('high')
  await approve.getByLabel('Scheduled for').fill(`${today()}T09:00`)
  await approve.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText(/WO-\d+ was made of it/)).toBeVisible()
  const [work] = (await api.get(`/work-orders?q=${encodeURIComponent(words)}`)).data
  expect(work).toMatchObject({ status: 'approved', priority: 'high', assigneeId: technician.id })

  // Watch live: the board follows the technician without being touched.
  await page.goto(`/work-orders/board?q=${encodeURIComponent(words)}`)
  const lane = (name: string) => page.getByRole('region', { name, exact: true })
  await expect(lane('Approved').getByText(words)).toBeVisible()
  await page.waitForTimeout(1500)
  await api.post(`/work-orders/${work.id}/start`)
  await expect(lane('In progress').getByText(words)).toBeVisible({ timeout: 2000 })
  await api.post(`/work-orders/${work.id}/log-entries`, {
    performedOn: today(),
    staffId: technician.id,
    lines: [
      { kind: 'labour', staffId: technician.id, quantity: '2' },
      { kind: 'material', item: words, quantity: '1', unit: 'piece', unitCost: '30.00' },
    ],
  })
  await api.post(`/work-orders/${work.id}/complete`)
  expect((await field.get(`/work-orders/${work.id}`)).cost ?? null).toBeNull()

  // Review: the log of today holds the entry; the work order is closed from its screen.
  await page.goto(`/logs?workOrderId=${work.id}`)
  await expect(page.getByText(words).first()).toBeVisible()
  await accessible(page)
  await page.goto(`/work-orders/${work.id}`)
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect.poll(async () => (await api.get(`/work-orders/${work.id}`)).status).toBe('closed')

  // Figures: what was done today is in them.
  await page.goto('/analysis')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('table').first()).toBeVisible()
  await accessible(page)

  // Whoever may not see money sees the same work without it.
  const other = await anotherWindow(browser, 'technician@riverside.example')
  await other.goto(`/work-orders/${work.id}`)
  await expect(other.getByRole('heading', { level: 1, name: words })).toBeVisible()
  await expect(other.getByText('$30.00')).toHaveCount(0)
  await other.context().close()
})

test('by keyboard alone: jump to the requests, approve the first, find its work order, and go home', async ({ page, api }) => {
  const words = unique('Handrail is loose')
  await api.post('/work-requests', { title: words })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('heading', { level: 1, name: 'Requests' })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type(words)
  const row = page.getByRole('row').filter({ hasText: words })
  await expect(row).toHaveCount(1)
  await row.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: words })).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog', { name: 'Approve' }).getByLabel('Title')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/WO-\d+ was made of it/)).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused()
  await page.keyboard.type(words)
  await expect(page.getByRole('option', { name: new RegExp(`WO-\\d+ ?${words}`) })).toBeVisible()
  await accessible(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/work-orders\/[0-9a-f-]{36}/)
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
})

test('every key is written down, and nothing happens to what is being typed', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await accessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('c')
  await expect(page.getByRole('dialog', { name: 'New work order' })).toBeVisible()
  await page.keyboard.type('gr?c')
  await expect(page.getByRole('dialog', { name: 'New work order' }).getByRole('textbox').first()).toHaveValue('gr?c')
})

/** The review of the log: by day, person, work order; taken back, corrected, closed, exported. */
import { readFile } from 'node:fs/promises'
import { accessible, type Api, expect, test, unique } from './fixtures'

/** A work order in progress with one combination log of today, by somebody on the staff. */
async function logged(api: Api, title: string, more: object = {}) {
  const [person] = (await api.get('/staff?limit=1')).data
  const workOrder = await api.post('/work-orders', { title })
  if (workOrder.status === 'new') await api.post(`/work-orders/${workOrder.id}/approve`)
  await api.post(`/work-orders/${workOrder.id}/start`)
  const performedOn = new Date().toISOString().slice(0, 10)
  const entry = await api.post(`/work-orders/${workOrder.id}/log-entries`, {
    performedOn,
    staffId: person.id,
    note: title,
    lines: [
      { kind: 'labour', quantity: '1.5' },
      { kind: 'material', item: `Paint for ${title}`, quantity: '2', unit: 'l', unitCost: '12.50' },
    ],
    ...more,
  })
  return { workOrder, entry, person }
}

test('by keyboard alone: an entry is opened, its lines unfolded, and taken back with a reason', async ({ page, api }) => {
  const { workOrder, entry } = await logged(api, unique('Repaint the gate'))
  await page.goto(`/logs?by=workOrder&workOrderId=${workOrder.id}`)
  const row = page.getByRole('row').filter({ hasText: `Paint for ${workOrder.title}` })
  await expect(row).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: `WO-${workOrder.number}` })).toContainText('1.5 h')
  await accessible(page)
  for (let tab = 0; tab < 60 && !(await row.evaluate((each) => each === document.activeElement)); tab++) await page.keyboard.press('Tab')
  await expect(row).toBeFocused()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('region', { name: 'Lines' })).toContainText('Labour')
  await accessible(page)
  const open = sheet.getByRole('button', { name: 'Take back…' })
  for (let tab = 0; tab < 20 && !(await open.evaluate((each) => each === document.activeElement)); tab++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(sheet.getByLabel('Why?')).toBeFocused()
  await page.keyboard.type('Logged on the wrong gate')
  await page.keyboard.press('Tab')
  for (let tab = 0; tab < 6 && !(await sheet.getByRole('button', { name: 'Take back', exact: true }).evaluate((each) => each === document.activeElement)); tab++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(sheet.getByText('This entry was taken back; it counts nothing.')).toBeVisible()
  expect((await api.get(`/log-entries/${entry.id}`)).reversedById).toBeTruthy()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Taken back', { exact: true }).first()).toBeVisible()
})

test('a correction takes the old entry back and puts the right lines in its place', async ({ page, api }) => {
  const { entry, workOrder } = await logged(api, unique('Fix the tap'))
  await page.goto(`/logs?entry=${entry.id}&workOrderId=${workOrder.id}`)
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Correct…' }).click()
  await sheet.getByLabel('Why?').fill('Half an hour too much')
  const first = sheet.getByRole('group', { name: 'Line 1' })
  await first.getByLabel('Hours').fill('0')
  await sheet.getByRole('button', { name: 'Correct', exact: true }).click()
  await expect(first.getByRole('alert')).toBeVisible()
  await first.getByLabel('Hours').fill('1')
  await sheet.getByRole('button', { name: 'Correct', exact: true }).click()
  await expect(sheet.getByRole('region', { name: 'Lines' })).toContainText('1 h')
  const { data } = await api.get(`/log-entries?workOrderId=${workOrder.id}`)
  expect(data).toHaveLength(3)
  expect(data.filter((each: { reversesId: string | null; reversedById: string | null }) => !each.reversesId && !each.reversedById)[0].lines[0].quantity).toMatch(/^1(\.0+)?$/)
})

test('the review closes what is complete, and says what could not be closed', async ({ page, api }) => {
  const done = await logged(api, unique('Mend the fence'))
  const going = await logged(api, unique('Mend the shed'))
  await api.post(`/work-orders/${done.workOrder.id}/complete`)
  await page.goto(`/logs?workOrderId=${done.workOrder.id}&workOrderId=${going.workOrder.id}`)
  await expect(page.getByRole('row').filter({ hasText: done.workOrder.title })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await page.getByRole('button', { name: 'Reviewed: close 2' }).click()
  const ask = page.getByRole('alertdialog')
  await expect(ask).toContainText("can't be undone")
  await ask.getByRole('button', { name: 'Close' }).click()
  const told = page.getByRole('dialog')
  await expect(told).toContainText('1 could not be closed')
  await expect(told).toContainText(going.workOrder.title)
  expect((await api.get(`/work-orders/${done.workOrder.id}`)).status).toBe('closed')
  expect((await api.get(`/work-orders/${going.workOrder.id}`)).status).toBe('in_progress')
  await told.getByRole('button', { name: 'Close' }).last().click()
  await page.goto(`/logs?entry=${done.entry.id}`)
  await expect(page.getByRole('dialog')).toContainText("can't be changed any more")
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Take back…' })).toHaveCount(0)
})

test('people stand with their own hours, and what is filtered is what is exported', async ({ page, api }) => {
  const { workOrder, person } = await logged(api, unique('Oil the hinges'))
  await page.goto(`/logs?workOrderId=${workOrder.id}`)
  await expect(page.getByRole('grid')).toContainText(`Paint for ${workOrder.title}`)
  await page.getByRole('radio', { name: 'Person' }).click()
  await expect(page).toHaveURL(/by=person/)
  await expect(page.getByRole('grid')).toContainText(person.name)
  await accessible(page)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()])
  const text = await readFile(await download.path(), 'utf8')
  expect(text.trim().split('\n')).toHaveLength(3)
  expect(text).toContain(`Paint for ${workOrder.title}`)
})

test.describe('somebody who may not see money', () => {
  test.use({ email: 'technician@riverside.example' })

  test('sees hours and no costs', async ({ page }) => {
    await page.goto('/logs')
    await expect(page.getByRole('columnheader', { name: 'Hours' })).toBeVisible()
    await expect(page.getByRole('columnheader', { name: 'Cost' })).toHaveCount(0)
    await expect(page.getByRole('grid')).not.toContainText('$')
  })
})

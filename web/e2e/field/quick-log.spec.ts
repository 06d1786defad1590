/** The log as it is written most days: few taps, seconds; and taken back where it was wrong. */
import { begin, expect, goOffline, goOnline, machine, office, order, PATIENT, row, test } from './phone'

test('the usual log takes seven taps and seconds; taken back on the phone, the office counts nothing', async ({ page, browser, api, site, technician }) => {
  test.setTimeout(120_000)
  await api.post(`/staff/${technician.staffId}/rates`, { validFrom: '2026-01-01', hourlyRate: '40' })
  const pump = await machine(api, site, 'Pump')
  const work = await order(api, site, 'Service of the pump', { assigneeId: technician.staffId, assetIds: [pump.id], tasks: [{ title: 'Grease the bearing' }, { title: 'Look for leaks' }] })
  await begin(page, technician.email)
  await expect(row(page, work.title)).toBeVisible(PATIENT)
  await goOffline(page)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const taps = [row(page, work.title), button('Log work'), button('All done (2)'), button('Next: Time'), button('1 h'), button('Review'), button('Save')]
  expect(taps.length).toBeLessThanOrEqual(7)
  const moment = Date.now()
  for (const each of taps) await each.tap(PATIENT)
  await expect(page.getByText('Logged', { exact: true })).toBeVisible(PATIENT)
  expect(Date.now() - moment, 'milliseconds').toBeLessThan(30_000)

  await goOnline(page)
  const counted = async () => {
    const { loggedHours, cost, status, tasks } = await api.get(`/work-orders/${work.id}`)
    return { hours: Number(loggedHours), cost: Number(cost), status, tasks: tasks.map((task: { status: string }) => task.status) }
  }
  await expect.poll(counted, PATIENT).toEqual({ hours: 1, cost: 40, status: 'in_progress', tasks: ['done', 'done'] })

  // It was another pump: back with it.
  const entry = page.getByRole('button', { name: /1 h/ }).first()
  await expect(entry).not.toContainText('Not sent yet', PATIENT)
  await goOffline(page)
  await entry.tap()
  await page.getByRole('button', { name: 'Take back…' }).tap()
  const asked = page.getByRole('dialog', { name: /^Take back the entry of/ })
  await asked.getByRole('button', { name: 'Take back', exact: true }).tap()
  await expect(asked.getByText('Say why.')).toBeVisible()
  await asked.getByRole('textbox', { name: 'Reason' }).fill('That was the other pump')
  await asked.getByRole('button', { name: 'Take back', exact: true }).tap()
  await expect(page.getByText('Taken back', { exact: true }).first()).toBeVisible(PATIENT)
  await goOnline(page)

  await expect.poll(counted, PATIENT).toMatchObject({ hours: 0, cost: 0 })
  const entries = (await api.get(`/log-entries?workOrderId=${work.id}`)).data as { lines: { quantity: string }[] }[]
  expect(entries.map(({ lines }) => lines.reduce((sum, { quantity }) => sum + Number(quantity), 0)).sort()).toEqual([-1, 1])
  await expect(page.getByText('0 h', { exact: true })).toBeVisible(PATIENT)
  const desk = await office(browser)
  await desk.goto(`/logs?by=workOrder&workOrderId=${work.id}`)
  const sum = desk.getByRole('row').filter({ hasText: `WO-${work.number}` })
  await expect(sum).toContainText('2 entries$0.00', PATIENT)
  await expect(desk.getByText('Taken back', { exact: true }).first()).toBeVisible()
  await desk.context().close()
})

/** "I just fixed this", and one app in two tabs. */
import { begin, expect, goOffline, goOnline, machine, order, PATIENT, row, test } from './phone'

test('a quick fix is three taps, and reaches the office', async ({ page, api, site, technician }) => {
  test.setTimeout(90_000)
  const door = await machine(api, site, 'Sliding door')
  const earlier = await order(api, site, 'Door squeaks', { assigneeId: technician.staffId, assetIds: [door.id] })
  await begin(page, technician.email)
  await goOffline(page)
  await page.getByRole('link', { name: 'Quick fix' }).click()
  await page.getByRole('group', { name: 'Used last' }).getByRole('button', { name: door.name }).click(PATIENT)
  await page.getByRole('group', { name: 'What did you do?' }).getByRole('button', { name: 'Inspection' }).click()
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(page.getByText('Thank you')).toBeVisible(PATIENT)
  await goOnline(page)
  const [fixed] = (await api.get(`/work-orders?siteId=${site.id}`)).data.filter(({ id }: { id: string }) => id !== earlier.id)
  expect(fixed).toMatchObject({ title: 'Inspection', status: 'complete' })
  const [entry] = (await api.get(`/log-entries?workOrderId=${fixed.id}`)).data
  expect(entry.lines.map((line: { kind: string; quantity: string }) => [line.kind, Number(line.quantity)])).toEqual([['labour', 0.25]])
})

test('a second tab says where the app is open, and can take over', async ({ page, api, site, technician }) => {
  test.setTimeout(90_000)
  const work = await order(api, site, 'Handle is loose', { assigneeId: technician.staffId })
  await begin(page, technician.email)
  await expect(row(page, work.title)).toBeVisible(PATIENT)
  const second = await page.context().newPage()
  await second.goto('/field')
  await expect(second.getByRole('heading', { name: 'Open in another tab' })).toBeVisible(PATIENT)
  await expect(row(page, work.title)).toBeVisible()
  await second.getByRole('button', { name: 'Go on here' }).click()
  await expect(row(second, work.title)).toBeVisible(PATIENT)
  await expect(page.getByRole('heading', { name: 'Open in another tab' })).toBeVisible(PATIENT)
  await second.close()
  await page.getByRole('button', { name: 'Go on here' }).click()
  await expect(row(page, work.title)).toBeVisible(PATIENT)
})

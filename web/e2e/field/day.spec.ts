/** A technician's day without a network: everything is done on the phone, the phone is killed, and the office has it all in the evening. */
import { begin, expect, goOffline, goOnline, kill, machine, office, order, PATIENT, picture, row, test } from './phone'

test('a day offline: start, tick, read, comment, log with a photo, killed in the middle, sent in the evening', async ({ page, browser, api, site, technician }) => {
  test.setTimeout(150_000)
  const pump = await machine(api, site, 'Pump')
  const work = await order(api, site, 'Pump does not start', { assigneeId: technician.staffId, assetIds: [pump.id], tasks: [{ title: 'Look at the fuse' }, { title: 'Clean the filter' }] })
  const context = page.context()
  await begin(page, technician.email)
  await expect(row(page, work.title)).toBeVisible(PATIENT)

  await goOffline(page)
  await page.reload()
  await row(page, work.title).click()
  await page.getByRole('button', { name: 'Start', exact: true }).click(PATIENT)
  await expect(page.getByText(`WO-${work.number} is started.`)).toBeVisible(PATIENT)
  await page.getByRole('checkbox', { name: 'Done: Look at the fuse' }).click()
  await expect(page.getByRole('checkbox', { name: /Look at the fuse: done/ })).toBeChecked()
  await page.getByRole('textbox', { name: 'Write a comment' }).fill('The fuse was loose; ñandú 🔧')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByText('The fuse was loose; ñandú 🔧')).toBeVisible()

  // The counter of the pump.
  await page.getByRole('button', { name: pump.name }).click()
  await page.getByRole('button', { name: 'Reading', exact: true }).click(PATIENT)
  await page.getByRole('textbox', { name: /It shows/ }).fill('112')
  await page.getByRole('button', { name: 'Save reading' }).click()
  await expect(page.getByText('1 reading is saved.')).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Back' }).click()

  // The log: half of it, then the phone ends the app.
  await page.getByRole('button', { name: 'Log work' }).click(PATIENT)
  await page.getByRole('tab', { name: /^Tasks/ }).click(PATIENT)
  await page.getByRole('button', { name: /Clean the filter/ }).click()
  await page.getByRole('tab', { name: /^Time/ }).click()
  await page.getByRole('button', { name: '2 h', exact: true }).click()
  await page.getByRole('tab', { name: /^Photos/ }).click()
  await picture(page, page.getByRole('button', { name: 'Gallery' }))
  await expect(page.getByTestId('photo')).toHaveCount(1, PATIENT)
  await page.getByRole('tab', { name: /^Material/ }).click()
  await page.getByRole('button', { name: 'Material', exact: true }).click()
  await page.getByRole('textbox', { name: 'What was used' }).fill('Fuse 16 A')
  // What is typed is kept within half a second; a phone that ends an app waits longer.
  await page.waitForTimeout(1000)
  await kill(page)

  const again = await context.newPage()
  await again.goto('/field')
  await expect(again.getByText(/Log entry begun, not saved/)).toBeVisible(PATIENT)
  await again.getByText(/Log entry begun, not saved/).click()
  await expect(again.getByText('Here is what you had begun.')).toBeVisible(PATIENT)
  await expect(again.getByRole('textbox', { name: 'What was used' })).toHaveValue('Fuse 16 A')
  await again.getByRole('tab', { name: /^Photos/ }).click()
  await expect(again.getByTestId('photo')).toHaveCount(1, PATIENT)
  await again.getByRole('button', { name: 'Review' }).click()
  await expect(again.getByText('Clean the filter: Done')).toBeVisible()
  await expect(again.getByText(`${technician.name}: 2 h`)).toBeVisible()
  await again.getByRole('radio', { name: 'It is complete' }).click()
  await again.getByRole('button', { name: 'Save and complete' }).click()
  await expect(again.getByText('Logged, and the work is complete')).toBeVisible(PATIENT)
  await expect(again.getByRole('link', { name: /Offline · \d+ wait to be sent/ })).toBeVisible()
  expect((await api.get(`/work-orders/${work.id}`)).status).toBe('approved')

  // Evening.
  await goOnline(again)
  await expect(again.getByRole('link', { name: /wait to be sent/ })).toHaveCount(0, PATIENT)

  // The office has all of it.
  await expect.poll(async () => (await api.get(`/files?subject=work_order&subjectId=${work.id}`)).data, PATIENT).toMatchObject([{ state: 'stored' }])
  expect((await api.get(`/meters/${pump.meterId}/readings`)).data[0]).toMatchObject({ value: '112.0000', source: 'phone' })
  const [entry, ...others] = (await api.get(`/log-entries?workOrderId=${work.id}`)).data
  expect(others).toEqual([])
  expect(entry.lines.map((line: { kind: string; quantity: string; item: string | null }) => [line.kind, Number(line.quantity), line.item]).sort()).toEqual([['labour', 2, null], ['material', 1, 'Fuse 16 A']])
  const desk = await office(browser)
  await desk.goto(`/work-orders/${work.id}`)
  await expect(desk.getByRole('heading', { level: 1, name: work.title })).toBeVisible(PATIENT)
  await expect(desk.getByText('Complete', { exact: true }).first()).toBeVisible()
  await expect(desk.getByText('The fuse was loose; ñandú 🔧')).toBeVisible()
  await expect(desk.getByText('Fuse 16 A').first()).toBeVisible()
  await desk.context().close()
})

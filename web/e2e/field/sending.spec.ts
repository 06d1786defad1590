/** What waits to be sent: named, saved as a file, and said in words where the server does not take it. */
import { readFile } from 'node:fs/promises'
import { begin, expect, goOffline, goOnline, inStep, machine, order, PATIENT, picture, said, say, test, toMe } from './phone'

test('what waits is named, goes into a file, and keeps people from leaving until it is sent', async ({ page, api, site, technician }) => {
  test.setTimeout(120_000)
  const work = await order(api, site, 'Gate does not shut', { assigneeId: technician.staffId })
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  await goOffline(page)
  await say(page, 'The latch is bent; ñandú')
  await picture(page, page.getByRole('button', { name: 'Gallery' }))
  await expect(page.getByTestId('photo')).toHaveCount(1, PATIENT)
  const leaving = await toMe(page)
  await expect(page.getByText('1 comment', { exact: true })).toBeVisible()
  await expect(page.getByText('1 picture', { exact: true })).toBeVisible()

  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save what is unsent as a file' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/^fettle-unsent-.*noor-haddad.*\.json$/)
  const { who, records } = JSON.parse(await readFile((await file.path())!, 'utf8'))
  expect(who).toMatchObject({ name: technician.name })
  expect(records.comments).toMatchObject([{ body: 'The latch is bent; ñandú', work_order_id: work.id }])
  // The picture itself, not only that there was one.
  expect(records.photos).toMatchObject([{ subject: 'work_order', subject_id: work.id, picture: expect.stringMatching(/^data:image\/jpeg;base64,\/9j\//) }])

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(leaving).toContainText('2 changes have not been sent. If you sign out now they are deleted for ever.')
  await expect(leaving.getByRole('button', { name: 'Sign out', exact: true })).toHaveCount(0)
  await leaving.getByRole('button', { name: 'Send first' }).click()
  await expect(leaving).toContainText('2 changes have not been sent')
  await leaving.getByRole('button', { name: 'Stay' }).click()

  await goOnline(page)
  await expect(page.getByText('Nothing waits. All of your work is with the office.')).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await leaving.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible(PATIENT)
  expect(await said(api, work)).toEqual(['The latch is bent; ñandú'])
  expect((await api.get(`/files?subject=work_order&subjectId=${work.id}`)).data).toMatchObject([{ state: 'stored' }])
})

test('what the server does not take is said in its words; trying again sends what can be sent', async ({ page, api, site, technician }) => {
  test.setTimeout(120_000)
  const pump = await machine(api, site, 'Pump')
  const work = await order(api, site, 'Pump is loud', { assigneeId: technician.staffId, assetIds: [pump.id] })
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  await goOffline(page)
  await api.post(`/meters/${pump.meterId}/readings`, { value: '150', readAt: new Date().toISOString() })
  await say(page, 'It hums at night')
  await page.getByRole('button', { name: pump.name }).click()
  await page.getByRole('button', { name: 'Reading', exact: true }).click(PATIENT)
  await page.getByRole('textbox', { name: /It shows/ }).fill('112')
  await page.getByRole('button', { name: 'Save reading' }).click()
  await expect(page.getByText('1 reading is saved.')).toBeVisible(PATIENT)

  // A server that has lost its head, once.
  await page.route('**/v1/sync/push*', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', json: { type: 'about:blank', title: 'Internal error', status: 500, detail: 'The store is being repaired.' } }))
  await page.context().setOffline(false)
  const strip = page.getByRole('link', { name: 'Not sent · 2 wait to be sent' })
  await strip.click(PATIENT)
  await expect(page.getByText('It could not be sent')).toBeVisible(PATIENT)
  await expect(page.getByText(/The office says: The store is being repaired\..* Nothing is lost: it stays on this device\./)).toBeVisible()
  await page.unroute('**/v1/sync/push*')
  const moment = Date.now()
  await page.getByRole('button', { name: 'Try again' }).click()
  await inStep(page, moment)
  await expect(strip).toHaveCount(0)
  await expect.poll(() => said(api, work), PATIENT).toEqual(['It hums at night'])

  // The reading cannot be: the counter was further already.
  await page.getByText('1 change was not taken as you sent it').click(PATIENT)
  const refused = page.getByRole('article', { name: 'Reading' })
  await expect(refused).toContainText('It could not be taken as it was. What you wrote is kept here.', PATIENT)
  await expect(refused).toContainText(/back|150/)
  await expect(refused).toContainText('112')
  expect((await api.get(`/meters/${pump.meterId}/readings`)).data.map((each: { value: string }) => Number(each.value))).not.toContain(112)
})

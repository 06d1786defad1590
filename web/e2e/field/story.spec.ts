/** The whole story once: a mail, the app, work without a network, and a board in the office that moves. */
import { expect, goOffline, goOnline, inStep, kept, office, order, PASSWORD, PATIENT, test } from './phone'
import { linkTo } from '../mail'

test('from the mail to the app, logged in the cellar, and the board of the supervisor moves by itself', async ({ page, browser, api, site, technician }) => {
  test.setTimeout(150_000)
  const work = await order(api, site, 'Sump pump runs dry', { assigneeId: technician.staffId })
  const desk = await office(browser)
  await desk.goto(`/work-orders/board?q=${encodeURIComponent(work.title)}`)
  const lane = (name: string) => desk.getByRole('region', { name, exact: true })
  await expect(lane('Approved').getByText(work.title)).toBeVisible(PATIENT)

  // The link opens what it is about, once one has signed in; the office offers the app to whoever has a phone in hand.
  await page.goto(await linkTo(technician.email, `/work-orders/${work.id}`))
  await page.getByLabel('E-mail address').fill(technician.email)
  await page.getByLabel('Password').fill(PASSWORD)
  const moment = Date.now()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Open in the app' }).click(PATIENT)
  await expect(page).toHaveURL(`/field/work-orders/${work.id}`, PATIENT)
  await inStep(page, moment)
  await kept(page)
  await expect(page.getByRole('heading', { level: 2, name: work.title })).toBeVisible(PATIENT)

  await goOffline(page)
  await page.getByRole('button', { name: 'Log work' }).click()
  await page.getByRole('tab', { name: /^Time/ }).click(PATIENT)
  await page.getByRole('button', { name: '0.5 h', exact: true }).click()
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('radio', { name: 'It is complete' }).click()
  await page.getByRole('button', { name: 'Save and complete' }).click()
  await expect(page.getByText('Logged, and the work is complete')).toBeVisible(PATIENT)
  await expect(lane('Approved').getByText(work.title)).toBeVisible()

  await goOnline(page)
  await expect(lane('Complete').getByText(work.title)).toBeVisible(PATIENT)
  await expect(lane('Approved').getByText(work.title)).toHaveCount(0)
  const [entry] = (await api.get(`/log-entries?workOrderId=${work.id}`)).data
  expect(entry.lines.map((line: { kind: string; quantity: string }) => [line.kind, Number(line.quantity)])).toEqual([['labour', 0.5]])
  await desk.context().close()
})

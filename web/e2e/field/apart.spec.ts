/** What phone and office did without knowing of each other: refused in words, merged, told to both; and a session that ended meanwhile. */
import type { Page } from '@playwright/test'
import { Api, anotherPhone, begin, expect, goOffline, goOnline, hire, inStep, order, PASSWORD, PATIENT, row, test } from './phone'

/** What the screen says of a change that was not taken. */
const told = (page: Page, heading: string) => page.getByRole('article', { name: heading })

async function answer(page: Page, task: string, outcome: string, result: string): Promise<void> {
  await page.getByRole('button', { name: task, exact: true }).click()
  const sheet = page.getByRole('dialog', { name: task })
  await sheet.getByRole('radio', { name: outcome }).click()
  await sheet.getByRole('textbox', { name: 'Result or reason' }).fill(result)
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet).toBeHidden()
}

test('work that the office has cancelled meanwhile: the change is refused in words, and nothing typed is lost', async ({ page, api, site, technician }) => {
  test.setTimeout(120_000)
  const work = await order(api, site, 'Railing is loose', { assigneeId: technician.staffId })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await begin(page, technician.email)
  await expect(row(page, work.title)).toBeVisible(PATIENT)
  await goOffline(page)
  await row(page, work.title).click()
  await page.getByRole('button', { name: 'Start', exact: true }).click(PATIENT)
  await page.getByRole('button', { name: 'Log work' }).click()
  await page.getByRole('tab', { name: /^Time/ }).click(PATIENT)
  await page.getByRole('button', { name: '1 h', exact: true }).click()
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('Two anchors were missing, and I had only one with me')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Logged', { exact: true })).toBeVisible(PATIENT)

  await api.post(`/work-orders/${work.id}/cancel`, { note: 'The railing goes' })
  await goOnline(page)

  const state = told(page, 'Work order: state')
  await expect(state).toContainText('Not changed: the work had ended already.', PATIENT)
  await expect(state).toContainText('You hadIn progress')
  await expect(state).toContainText('The office hasCancelled')
  const logged = told(page, 'Logged work')
  await expect(logged).toContainText('Not added: the work had ended already. What you wrote is kept here.')
  await expect(logged).toContainText('Two anchors were missing, and I had only one with me')
  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()
  expect((await api.get(`/work-orders/${work.id}`)).status).toBe('cancelled')
  expect((await api.get(`/log-entries?workOrderId=${work.id}`)).data).toEqual([])

  // Everywhere at hand, and to be taken elsewhere.
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('link', { name: 'Me' }).click()
  await page.getByText(/changes? (was|were) not taken as you sent/).click()
  await told(page, 'Logged work').getByRole('button', { name: 'Copy the text' }).click(PATIENT)
  await expect(page.getByText('Copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Two anchors were missing, and I had only one with me')
})

test('two technicians at the same work without a network: what differs is merged, what both changed is told to both', async ({ page, browser, request, api, site, technician }) => {
  test.setTimeout(150_000)
  const colleague = await hire(api, request, 'Ida Okafor', site)
  const work = await order(api, site, 'Boiler has to be looked after', { tasks: ['Look at the flame', 'Look at the valve', 'Empty the tray'].map((title) => ({ title })) })
  await api.post(`/work-orders/${work.id}/start`)
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  const other = await anotherPhone(browser, colleague.email, `/field/work-orders/${work.id}`)
  for (const each of [page, other]) {
    await expect(each.getByRole('checkbox', { name: 'Done: Look at the flame' })).toBeVisible(PATIENT)
    await goOffline(each)
  }

  await page.getByRole('checkbox', { name: 'Done: Look at the flame' }).click()
  await answer(page, 'Look at the valve', 'Done', 'dry')
  await other.getByRole('checkbox', { name: 'Done: Empty the tray' }).click()
  await answer(other, 'Look at the valve', 'Failed', 'it drips')
  await goOnline(page)
  await goOnline(other)

  const tasks = async () => Object.fromEntries((await api.get(`/work-orders/${work.id}`)).tasks.map((task: { title: string; status: string; result: string | null }) => [task.title, [task.status, task.result]]))
  await expect.poll(tasks, PATIENT).toEqual({ 'Look at the flame': ['done', null], 'Look at the valve': ['failed', 'it drips'], 'Empty the tray': ['done', null] })
  await expect(told(other, 'Task: result')).toContainText('Yours came later and stands.', PATIENT)
  await expect(told(other, 'Task: result')).toContainText('dry')
  await expect(other.getByRole('checkbox', { name: 'Look at the flame: done' })).toBeChecked()

  // The first one hears of it with the next sync, without asking for it.
  const moment = Date.now()
  await page.getByRole('textbox', { name: 'Write a comment' }).fill('The valve was dry at nine')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await inStep(page, moment)
  await expect(told(page, 'Task: result')).toContainText('What they wrote stands.', PATIENT)
  await expect(told(page, 'Task: result')).toContainText('it drips')
  await expect(page.getByRole('checkbox', { name: 'Empty the tray: done' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Look at the valve: failed' })).toBeVisible()
  await other.context().close()
})

test('a session that ends in the tunnel: work goes on, and everything is sent after signing in again', async ({ page, request, api, site, technician }) => {
  test.setTimeout(120_000)
  const work = await order(api, site, 'Lamp in the tunnel', { assigneeId: technician.staffId })
  await begin(page, technician.email)
  await expect(row(page, work.title)).toBeVisible(PATIENT)
  await goOffline(page)
  await (await Api.as(request, technician.email)).post('/auth/sign-out-everywhere').catch(() => undefined)

  await page.reload()
  await row(page, work.title).click()
  await page.getByRole('button', { name: 'Start', exact: true }).click(PATIENT)
  await page.getByRole('textbox', { name: 'Write a comment' }).fill('Dark as a pocket')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByText('Dark as a pocket')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Write a comment' })).toHaveValue('')
  await page.getByRole('textbox', { name: 'Write a comment' }).fill('Half a sentence')

  await page.context().setOffline(false)
  const strip = page.getByRole('link', { name: /Sign in again to send · \d+ wait to be sent/ })
  await expect(strip).toBeVisible(PATIENT)
  expect((await api.get(`/work-orders/${work.id}`)).status).toBe('approved')
  await strip.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in again to send' })).toBeVisible(PATIENT)
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(technician.email)
  const moment = Date.now()
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await inStep(page, moment)
  await expect.poll(async () => (await api.get(`/work-orders/${work.id}`)).status, PATIENT).toBe('in_progress')
  expect((await api.get(`/work-orders/${work.id}/comments`)).data.map((each: { body: string }) => each.body)).toEqual(['Dark as a pocket'])
  await expect(strip).toHaveCount(0, PATIENT)
  await expect(page.getByRole('textbox', { name: 'Write a comment' })).toHaveValue('Half a sentence')
})

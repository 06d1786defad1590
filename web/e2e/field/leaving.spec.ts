/** Leaving a phone: never by accident with work that nobody has, and never with somebody else's before one's eyes. */
import type { Page } from '@playwright/test'
import { Api, begin, expect, goOffline, hire, inStep, order, PASSWORD, PATIENT, row, said, say, test, toMe } from './phone'

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  const moment = Date.now()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await inStep(page, moment)
}

test('whoever leaves all the same is asked in so many words, and then it is gone', async ({ page, api, site, technician }) => {
  test.setTimeout(90_000)
  const work = await order(api, site, 'Gate squeaks', { assigneeId: technician.staffId })
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  await goOffline(page)
  await say(page, 'Never mind')
  const leaving = await toMe(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await leaving.getByRole('button', { name: 'Delete 1 change and sign out' }).click()
  await expect(page.getByText('The first time, signing in needs a network.')).toBeVisible(PATIENT)
  await page.context().setOffline(false)
  await signIn(page, technician.email)
  await page.goto(`/field/work-orders/${work.id}`)
  await expect(page.getByRole('heading', { level: 2, name: work.title })).toBeVisible(PATIENT)
  await expect(page.getByText('Never mind')).toHaveCount(0)
  expect(await said(api, work)).toEqual([])
})

test('on a phone that two share, each sees their own, and what one had not sent waits for them', async ({ page, request, api, site, technician }) => {
  test.setTimeout(150_000)
  const colleague = await hire(api, request, 'Ida Okafor', site)
  const work = await order(api, site, 'Hinge is torn', { assigneeId: technician.staffId })
  const theirs = await order(api, site, 'Ladder is short', { assigneeId: colleague.staffId })
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  await goOffline(page)
  await say(page, 'Needs a welder')
  await (await Api.as(request, technician.email)).post('/auth/sign-out-everywhere').catch(() => undefined)
  await page.reload()
  await page.context().setOffline(false)
  await page.getByRole('link', { name: /Sign in again to send · 1 waits/ }).click(PATIENT)
  await page.getByRole('button', { name: 'Somebody else' }).click(PATIENT)

  await signIn(page, colleague.email)
  await page.goto('/field')
  await expect(row(page, theirs.title)).toBeVisible(PATIENT)
  await expect(page.getByText(work.title)).toHaveCount(0)
  await page.getByRole('link', { name: 'Me', exact: true }).click()
  await expect(page.getByText('Nothing waits. All of your work is with the office.')).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('dialog', { name: 'Sign out?' }).getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible(PATIENT)
  expect(await said(api, work)).toEqual([])

  await signIn(page, technician.email)
  await expect.poll(() => said(api, work), PATIENT).toEqual(['Needs a welder'])
})

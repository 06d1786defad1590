/** Conversations: speaking to somebody by name, answering below what was said, and what whoever asked may read. */
import type { Page } from '@playwright/test'
import { accessible, type Api, anotherWindow, Api as Asking, expect, test, unique } from './fixtures'

const TECHNICIAN = 'technician@riverside.example'

interface Person {
  userId: string
  staffId: string
  name: string
  email: string
}

const personOf = async (api: Api, email: string) => (await api.get<{ data: Person[] }>('/people?limit=200')).data.find((each) => each.email === email)!
const box = (page: Page, name = 'Write a comment') => page.getByRole('textbox', { name })
const offered = (page: Page) => page.getByRole('listbox', { name: 'Whom do you mean?' })
/** The comment; the history tells of it as well. */
const said = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words, has: page.getByRole('button', { name: 'Reply', exact: true }) })

test('by keyboard alone: the technician is spoken to, told, and answers below it', async ({ page, api, browser, request }) => {
  test.slow()
  const technician = await personOf(api, TECHNICIAN)
  const made = await api.post('/work-orders', { title: unique('Stuck gate'), approve: true, assigneeId: technician.staffId })
  await page.goto(`/work-orders/${made.id}`)
  await expect(box(page)).toBeVisible()
  await page.keyboard.press('m')
  await expect(box(page)).toBeFocused()
  await page.keyboard.type('Please look, @')
  // Whose work it is comes first; who could not see it is not offered.
  await expect(offered(page).getByRole('option').first()).toContainText(technician.name)
  await expect(offered(page).getByRole('option', { name: /Robin Keller/ })).toHaveCount(0)
  await accessible(page)
  await page.keyboard.press('ArrowDown')
  await expect(offered(page).getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(offered(page)).toHaveCount(0)
  await expect(box(page)).toBeFocused()
  await page.keyboard.press('Backspace')
  await page.keyboard.type(`@${technician.name.slice(0, 2).toLowerCase()}`)
  await expect(offered(page).getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(box(page)).toHaveValue(`Please look, @${technician.name} `)
  await expect(page.getByText(`${technician.name} will be told.`)).toBeVisible()
  await page.keyboard.type('before noon.')
  await page.keyboard.press('Control+Enter')
  await expect(said(page, 'before noon.').locator('strong')).toHaveText(`@${technician.name}`)
  await expect.poll(async () => (await api.get(`/work-orders/${made.id}/comments`)).data.map(({ mentions }: { mentions: string[] }) => mentions)).toEqual([[technician.userId]])

  await page.keyboard.type('The key is with me.')
  await page.keyboard.press('Control+Enter')
  await expect(said(page, 'key is with me')).toBeVisible()

  const theirs = await Asking.as(request, TECHNICIAN)
  await expect.poll(async () => JSON.stringify(await theirs.get('/notifications?limit=50'))).toContain(made.id)
  const other = await anotherWindow(browser, TECHNICIAN)
  await other.goto('/notifications')
  await expect(other.getByText(`mentioned you: WO-${made.number}`).first()).toBeVisible()
  await other.goto(`/work-orders/${made.id}`)
  const reply = said(other, 'before noon.').getByRole('button', { name: 'Reply' })
  await reply.focus()
  await other.keyboard.press('Enter')
  await expect(box(other, 'Reply to Grace Holloway')).toBeFocused()
  await accessible(other)
  await other.keyboard.type('On my way.')
  await other.keyboard.press('Control+Enter')
  await expect(reply).toBeFocused()
  await expect(said(other, 'On my way.')).toContainText('Reply to Grace Holloway')
  await other.context().close()

  // It arrives below what it answers, above what was said since.
  await expect(said(page, 'On my way.')).toBeVisible()
  const rows = page.getByRole('listitem').filter({ hasText: /before noon|On my way|key is with me/ })
  await expect(rows).toHaveText([/before noon/, /On my way/, /key is with me/])
  const [first, , answer] = (await api.get(`/work-orders/${made.id}/comments`)).data
  expect(answer.parentId).toBe(first.id)
  await accessible(page)
})

test('whoever asked reads a public answer, and is spoken to by name where they can see it', async ({ page, request }) => {
  const asker = await Asking.as(request, 'requester@riverside.example')
  const { name } = await asker.get('/me')
  const asked = await asker.post('/work-requests', { title: unique('Lamp flickers') })
  await asker.post(`/work-requests/${asked.id}/comments`, { body: 'Is anybody coming?' })
  await page.goto(`/requests/${asked.id}`)
  await said(page, 'Is anybody coming?').getByRole('button', { name: 'Reply' }).click()
  const answer = box(page, `Reply to ${name}`)
  await answer.pressSequentially(`@${name.slice(0, 3)}`)
  await offered(page).getByRole('option', { name: new RegExp(name) }).click()
  await expect(answer).toBeFocused()
  await answer.pressSequentially('tomorrow at nine.')
  await page.getByRole('checkbox', { name: 'Whoever asked for this may read it' }).check()
  await accessible(page)
  await page.getByRole('button', { name: 'Reply', exact: true }).last().click()
  await expect(said(page, 'tomorrow at nine.')).toContainText('Public')
  await expect.poll(async () => (await asker.get(`/work-requests/${asked.id}/comments`)).data.map(({ body }: { body: string }) => body)).toEqual([
    'Is anybody coming?',
    `@${name} tomorrow at nine.`,
  ])
})

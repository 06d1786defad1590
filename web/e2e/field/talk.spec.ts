/** Running the work of others from a phone: what it is, said anew; people spoken to by name; what a tenant calls its own fields. */
import { accessible, anotherPhone, Api, begin, expect, fits, goOffline, goOnline, hire, order, PATIENT, test, unique } from './phone'

const WRITE = { name: 'Write a comment' }

test('a supervisor changes title and due date without a network and speaks to the technician, who is told', async ({ page, request, api, site, technician }) => {
  test.setTimeout(120_000)
  const boss = await hire(api, request, 'Vera Lindqvist', site, 'supervisor')
  // Other stories hire people of this name too.
  const noor = unique('Noor Haddad')
  await api.patch(`/staff/${technician.staffId}`, (await api.get(`/staff/${technician.staffId}`)).version, { name: noor })
  const work = await order(api, site, 'Gate squeaks', { assigneeId: technician.staffId, priority: 'low', estimatedHours: '2' })
  await begin(page, boss.email, `/field/work-orders/${work.id}`)
  await expect(page.getByRole('heading', { level: 2, name: work.title })).toBeVisible(PATIENT)
  await goOffline(page)

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: `Change WO-${work.number}` })
  const title = sheet.getByRole('textbox', { name: 'What is to be done?' })
  await expect(title).toHaveValue(work.title)
  await title.fill(' ')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet.getByText('Say what is to be done.')).toBeVisible()
  const renamed = unique('Gate is stuck')
  await title.fill(renamed)
  await sheet.getByRole('radio', { name: 'Urgent' }).click()
  await sheet.getByRole('button', { name: /^Due:/ }).click()
  await page.getByRole('dialog', { name: 'Due', exact: true }).getByRole('button').nth(3).click()
  await sheet.getByRole('textbox', { name: 'Time' }).fill('25')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet.getByText('Write it like 14:30.')).toBeVisible()
  await sheet.getByRole('textbox', { name: 'Time' }).fill('15:30')
  await accessible(page)
  // What is typed outlives the app.
  await page.waitForTimeout(1000)
  await page.reload()
  await page.getByRole('button', { name: 'More', exact: true }).click(PATIENT)
  await page.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click()
  await expect(sheet.getByText('What you had typed was brought back.')).toBeVisible()
  await expect(title).toHaveValue(renamed)
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 2, name: renamed })).toBeVisible()
  await expect(page.getByText('Not sent yet: title, priority, due date.')).toBeVisible()

  // The office changes something else meanwhile: both stand.
  const now = await api.get(`/work-orders/${work.id}`)
  await api.patch(`/work-orders/${work.id}`, now.version, { description: 'Since Monday' })

  const box = page.getByRole('textbox', WRITE)
  await box.fill('Please oil it, @noor H')
  await page.getByRole('group', { name: 'Whom do you mean?' }).getByRole('button', { name: noor }).click()
  await expect(box).toHaveValue(`Please oil it, @${noor} `)
  await page.keyboard.type('today')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByText(`Please oil it, @${noor} today`)).toBeVisible()

  await goOnline(page)
  await expect.poll(async () => (await api.get(`/work-orders/${work.id}`)).title, PATIENT).toBe(renamed)
  const stored = await api.get(`/work-orders/${work.id}`)
  expect([stored.priority, stored.description, Number(stored.estimatedHours)]).toEqual(['urgent', 'Since Monday', 2])
  const zone = (await api.get('/me')).tenant?.timeZone ?? 'America/New_York'
  expect(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(stored.dueAt))).toBe('15:30')
  const [said] = (await api.get(`/work-orders/${work.id}/comments`)).data
  const theirs = await Api.as(request, technician.email)
  expect([said.body, said.mentions]).toEqual([`Please oil it, @${noor} today`, [(await theirs.get('/me')).id]])
  await expect.poll(async () => (await theirs.get('/notifications')).data.map((each: { kind: string }) => each.kind), PATIENT).toContain('mentioned')
})

test('an answer stands below what it answers, and whoever is answered hears of it', async ({ page, request, api, site, technician }) => {
  test.setTimeout(120_000)
  const mate = { ...(await hire(api, request, 'Omer Sahin', site)), name: unique('Ömer Şahin') }
  await api.patch(`/staff/${mate.staffId}`, (await api.get(`/staff/${mate.staffId}`)).version, { name: mate.name })
  const work = await order(api, site, 'Tap drips', { assigneeId: technician.staffId })
  const theirs = await Api.as(request, mate.email)
  const asked = await theirs.post(`/work-orders/${work.id}/comments`, { body: 'Which tap?' })
  await theirs.post(`/work-orders/${work.id}/comments`, { body: 'Bring a washer' })
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  await expect(page.getByText('Bring a washer')).toBeVisible(PATIENT)

  await goOffline(page)
  await page.getByRole('button', { name: 'Reply', exact: true }).first().click()
  const sheet = page.getByRole('dialog', { name: `Reply to ${mate.name}` })
  await expect(sheet.getByText('Which tap?')).toBeVisible()
  await sheet.getByRole('button', { name: 'Mention somebody' }).click()
  await page.keyboard.type('omer')
  await sheet.getByRole('button', { name: mate.name }).click()
  await page.keyboard.type('the left one')
  await page.setViewportSize({ width: 320, height: 640 })
  await fits(page)
  await accessible(page)
  await sheet.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(sheet).toHaveCount(0)
  const words = `@${mate.name} the left one`
  const place = async (text: string) => (await page.getByText(text).last().boundingBox())!.y
  await expect(page.getByText(words)).toBeVisible()
  expect(await place('Which tap?')).toBeLessThan(await place(words))
  expect(await place(words)).toBeLessThan(await place('Bring a washer'))
  await fits(page)

  await goOnline(page)
  const answers = async () => (await api.get(`/work-orders/${work.id}/comments`)).data.filter((each: { parentId: string | null }) => each.parentId)
  await expect.poll(async () => (await answers()).length, PATIENT).toBe(1)
  expect((await answers()).map((each: { body: string; parentId: string }) => [each.body, each.parentId])).toEqual([[words, asked.id]])
  await expect.poll(async () => (await theirs.get('/notifications')).data.map((each: { kind: string }) => each.kind), PATIENT).toContain('mentioned')
})

test('who may not run the work of others changes nothing of it; two phones change different parts, and both stand', async ({ page, browser, request, api, site, technician }) => {
  test.setTimeout(150_000)
  const boss = await hire(api, request, 'Vera Lindqvist', site, 'supervisor')
  const work = await order(api, site, 'Drain is blocked', { assigneeId: technician.staffId, priority: 'low' })
  const theirs = await anotherPhone(browser, technician.email, `/field/work-orders/${work.id}`)
  await theirs.getByRole('button', { name: 'More', exact: true }).click(PATIENT)
  await expect(theirs.getByRole('dialog', { name: 'More' })).toBeVisible()
  await expect(theirs.getByRole('dialog').getByRole('button', { name: 'Change', exact: true })).toHaveCount(0)
  await theirs.context().close()

  const other = await anotherPhone(browser, boss.email, `/field/work-orders/${work.id}`)
  await begin(page, boss.email, `/field/work-orders/${work.id}`)
  for (const phone of [page, other]) {
    await expect(phone.getByRole('heading', { level: 2, name: work.title })).toBeVisible(PATIENT)
    await goOffline(phone)
    await phone.getByRole('button', { name: 'More', exact: true }).click()
    await phone.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click()
  }
  await page.getByRole('textbox', { name: /^Description/ }).fill('Leaves, mostly')
  await other.getByRole('radio', { name: 'High' }).click()
  for (const phone of [page, other]) {
    await phone.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(phone.getByText(`WO-${work.number} is changed.`)).toBeVisible()
    await goOnline(phone)
  }
  await expect.poll(async () => { const { description, priority } = await api.get(`/work-orders/${work.id}`); return [description, priority] }, PATIENT).toEqual(['Leaves, mostly', 'high'])
  await other.context().close()
})

test('the fields of the tenant’s own are called as in the office, in its order', async ({ page, api, site, technician }) => {
  // Of assets of this type alone: forms of other stories stay as they are.
  const type = await api.post('/asset-types', { code: unique('T').replace(' ', ''), name: unique('Turbine') })
  const made = await Promise.all([['number', 2], ['date', 1], ['boolean', 3]].map(([kind, position]) => {
    const key = unique(String(kind)).replace(' ', '_')
    return api.post('/custom-fields', { entity: 'asset', key, label: `Own ${key}`, type: kind, position, subtypeId: type.id })
  }))
  const [number, date, flag] = made as { key: string; label: string }[]
  const custom = { [number!.key]: 1234.5, [date!.key]: '2026-06-02', [flag!.key]: true }
  const asset = await api.post('/assets', { name: unique('Turbine'), assetTypeId: type.id, siteId: site.id, custom })
  await begin(page, technician.email, `/field/assets/${asset.id}`)
  const known = page.getByText(/^Own /)
  await expect(known).toHaveText([date!.label, number!.label, flag!.label], PATIENT)
  await expect(page.getByText('1,234.5')).toBeVisible()
  await expect(page.getByText('Tue, Jun 2, 2026')).toBeVisible()
  await expect(page.getByText('Yes', { exact: true })).toBeVisible()
})

/** Pictures of work: from before and after, drawn on, and whole in the office however the network behaves. */
import type { Page, Route } from '@playwright/test'
import { type Api, begin, expect, goOffline, goOnline, order, PATIENT, picture, test } from './phone'

interface Stored {
  id: string
  role: string
  state: string
}

const filesOf = async (api: Api, work: { id: string }): Promise<Stored[]> => (await api.get(`/files?subject=work_order&subjectId=${work.id}`)).data
const photos = (page: Page) => page.getByTestId('photo')

/** How many pixels of a file of the office are of the red that one draws with. */
async function red(page: Page, api: Api, { id }: Stored): Promise<number> {
  const jpeg = (await api.bytes(`/files/${id}/content`)).toString('base64')
  return page.evaluate(async (letters) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(letters), (each) => each.charCodeAt(0))], { type: 'image/jpeg' }))
    const on = new OffscreenCanvas(image.width, image.height).getContext('2d')!
    on.drawImage(image, 0, 0)
    const { data } = on.getImageData(0, 0, image.width, image.height)
    let found = 0
    for (let at = 0; at < data.length; at += 4) if (data[at]! > 190 && data[at + 1]! < 90 && data[at + 2]! < 90) found += 1
    return found
  }, jpeg)
}

test('a picture from before the work, drawn on with a finger, and one from after it', async ({ page, api, site, technician }) => {
  test.setTimeout(120_000)
  const work = await order(api, site, 'Fence is broken', { assigneeId: technician.staffId })
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  await goOffline(page)
  await page.getByRole('radio', { name: 'Before' }).click()
  await picture(page, page.getByRole('button', { name: 'Gallery' }))
  await page.getByRole('button', { name: /^Look at Photo, Before, Waits/ }).click(PATIENT)
  await page.getByRole('button', { name: 'Draw', exact: true }).click(PATIENT)
  await page.getByRole('radio', { name: 'Pen' }).click()
  const pad = (await page.getByRole('img', { name: 'The photo. Draw with a finger.' }).boundingBox())!
  await page.mouse.move(pad.x + pad.width * 0.2, pad.y + pad.height * 0.3)
  await page.mouse.down()
  await page.mouse.move(pad.x + pad.width * 0.8, pad.y + pad.height * 0.7, { steps: 12 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(page.getByText('2 of 2')).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('heading', { name: 'Before the work' })).toBeVisible()

  // The next one is likely to be from after it.
  await expect(page.getByRole('radio', { name: 'Before' })).toBeChecked()
  await page.getByRole('radio', { name: 'After' }).click()
  await picture(page, page.getByRole('button', { name: 'Gallery' }))
  await expect(photos(page)).toHaveCount(3, PATIENT)
  await page.getByRole('button', { name: 'Compare side by side' }).click()
  await expect(page.getByRole('dialog', { name: 'Before and after' })).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()

  await goOnline(page)
  await expect.poll(async () => (await filesOf(api, work)).map(({ role, state }) => `${role} ${state}`).sort(), PATIENT).toEqual(['after stored', 'before stored', 'before stored'])
  const files = await filesOf(api, work)
  const drawn = await Promise.all(files.filter(({ role }) => role === 'before').map((each) => red(page, api, each)))
  const [without, withLine] = drawn.sort((one, other) => one - other)
  expect(withLine! - without!).toBeGreaterThan(1000)
  await expect(photos(page)).toHaveCount(3)
  await expect(page.getByRole('button', { name: /, Waits|%/ })).toHaveCount(0, PATIENT)
})

test('an upload that is cut twice goes on by itself, and ends as one picture', async ({ page, api, site, technician }) => {
  test.setTimeout(120_000)
  const work = await order(api, site, 'Bench is loose', { assigneeId: technician.staffId })
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  let tries = 0
  await page.route('**/objects/**', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue()
    tries += 1
    // First the network goes while the bytes are on their way; then they arrive, and the answer gets lost.
    if (tries === 1) await page.context().setOffline(true)
    if (tries === 2) await route.fetch()
    return tries < 3 ? route.abort('connectionaborted') : route.continue()
  })
  await picture(page, page.getByRole('button', { name: 'Gallery' }))
  await expect(page.getByRole('link', { name: /^Offline · 1 waits/ })).toBeVisible(PATIENT)
  expect(tries).toBe(1)
  expect(await filesOf(api, work)).toMatchObject([{ state: 'awaiting' }])

  await goOnline(page)
  await expect.poll(() => filesOf(api, work), { timeout: 40_000 }).toMatchObject([{ state: 'stored' }])
  expect(tries).toBeGreaterThan(1)
  await expect(page.getByRole('button', { name: /^Look at Photo, Before$/ })).toBeVisible({ timeout: 40_000 })
  await expect(photos(page)).toHaveCount(1)
})

test('a picture that arrives broken is refused in words, and sent again whole', async ({ page, api, site, technician }) => {
  test.setTimeout(90_000)
  const work = await order(api, site, 'Sign has fallen', { assigneeId: technician.staffId })
  await begin(page, technician.email, `/field/work-orders/${work.id}`)
  const broken = (route: Route) => (route.request().method() === 'PUT' ? route.continue({ postData: Buffer.alloc(route.request().postDataBuffer()!.length, 'x') }) : route.continue())
  await page.route('**/objects/**', broken)
  await picture(page, page.getByRole('button', { name: 'Gallery' }))
  await page.getByRole('button', { name: /^Look at Photo, Before, Refused/ }).click({ timeout: 40_000 })
  await expect(page.getByText(/^The server did not take it: \S/)).toBeVisible(PATIENT)
  await page.unroute('**/objects/**', broken)
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect.poll(async () => (await filesOf(api, work)).filter(({ state }) => state === 'stored').length, { timeout: 40_000 }).toBe(1)
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('button', { name: /^Look at Photo, Before$/ })).toBeVisible({ timeout: 40_000 })
})

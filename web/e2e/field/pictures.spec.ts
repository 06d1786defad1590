/** The pictures of the documentation: `npm run pictures -w web`. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Api, begin, expect, goOffline, PATIENT, picture, say, test } from './phone'

const TECHNICIAN = 'technician@riverside.example'
const folder = join(import.meta.dirname, '../../../docs/pictures')

test.skip(!process.env.PICTURES, 'Only where pictures are wanted.')
test.use({ deviceScaleFactor: 2 })

async function shot(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0, PATIENT)
  // What was said of the last step is gone by then.
  await page.waitForTimeout(7000)
  await page.screenshot({ path: join(folder, `field-${name}.png`) })
}

/** Tomorrow afternoon where the parks are. */
const tomorrow = () => `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T19:00:00Z`

test('my work, a work order, its log, and what waits to be sent', async ({ page, api, request }) => {
  test.setTimeout(180_000)
  const own = await Api.as(request, TECHNICIAN)
  const { staffId } = await own.get('/me')
  const [asset] = (await api.get('/assets?q=pump&limit=1')).data
  const work = await api.post('/work-orders', {
    title: 'Filter pump runs hot', priority: 'high', siteId: asset.siteId, assetIds: [asset.id], assigneeId: staffId, approve: true, dueAt: tomorrow(),
    description: 'The bearing on the motor side was warm on Monday’s round.',
    tasks: [{ title: 'Read the temperature at both bearings' }, { title: 'Grease the motor bearing' }, { title: 'Look for leaks at the seal' }],
  })
  await api.post(`/work-orders/${work.id}/start`)
  await begin(page, TECHNICIAN)
  await shot(page, 'my-work')
  await page.goto(`/field/work-orders/${work.id}`)
  await page.getByRole('checkbox', { name: 'Done: Read the temperature at both bearings' }).click(PATIENT)
  await goOffline(page)
  await shot(page, 'work-order')
  await say(page, 'Motor side 71 °C, the other one 48 °C')
  await picture(page, page.getByRole('button', { name: 'Gallery' }))
  await expect(page.getByTestId('photo')).toHaveCount(1, PATIENT)
  await page.getByRole('button', { name: 'Log work' }).click()
  await page.getByRole('tab', { name: /^Time/ }).click(PATIENT)
  await page.getByRole('button', { name: '1 h', exact: true }).click()
  await shot(page, 'log')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Back' }).click(PATIENT)
  await page.getByRole('link', { name: 'Me', exact: true }).click(PATIENT)
  await expect(page.getByRole('heading', { name: 'Waiting to be sent' })).toBeVisible(PATIENT)
  await shot(page, 'sync')
})

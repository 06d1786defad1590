/** The app as something that lies on a phone: installed, whole, there without a network after the phone was off. */
import { type BrowserContext, chromium } from '@playwright/test'
import { begin, expect, goOffline, order, PATIENT, PHONE, row, test } from './phone'

test('can be installed, and opens without a network, deep links too, after the browser was closed', async ({ api, site, technician }, testInfo) => {
  test.setTimeout(120_000)
  const work = await order(api, site, 'Window does not close', { assigneeId: technician.staffId, tasks: [{ title: 'Oil the hinge' }] })
  const { launchOptions, baseURL } = testInfo.project.use
  const profile = testInfo.outputPath('profile')
  const open = (): Promise<BrowserContext> => chromium.launchPersistentContext(profile, { ...launchOptions, ...(baseURL && { baseURL }), viewport: PHONE, hasTouch: true, locale: 'en-US' })

  const phone = await open()
  const page = await phone.newPage()
  await begin(page, technician.email)
  await expect(row(page, work.title)).toBeVisible(PATIENT)
  const browser = await phone.newCDPSession(page)
  expect((await browser.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([])
  const manifest = JSON.parse((await browser.send('Page.getAppManifest')).data ?? '')
  expect(manifest).toMatchObject({ start_url: '/field/', scope: '/field/', display: 'standalone' })
  await goOffline(page)
  await page.reload()
  await expect(row(page, work.title)).toBeVisible(PATIENT)
  await phone.close()

  // Another day, in the cellar.
  const again = await open()
  await again.setOffline(true)
  const later = await again.newPage()
  await later.goto(`/field/work-orders/${work.id}`)
  await expect(later.getByRole('heading', { level: 2, name: work.title })).toBeVisible(PATIENT)
  await expect(later.getByRole('checkbox', { name: 'Done: Oil the hinge' })).toBeVisible(PATIENT)
  await expect(later.getByRole('link', { name: /^Offline/ })).toBeVisible()
  await later.getByRole('button', { name: 'Back' }).click()
  await expect(row(later, work.title)).toBeVisible(PATIENT)
  await again.close()
})

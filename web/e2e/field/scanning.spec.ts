/** Labels: read by the camera, or typed; both without a network. */
import { writeFileSync } from 'node:fs'
import { type BrowserContext, chromium } from '@playwright/test'
import { qrOf } from '../../src/ui/qr/encode'
import { accessible, begin, expect, goOffline, goOnline, machine, order, PATIENT, PHONE, test, unique } from './phone'

/** What a camera sees that looks at the label of `address`: one grey picture, over and over, as raw video. */
function film(path: string, address: string | undefined): void {
  const [width, height, module] = [640, 480, 8]
  const code = address === undefined ? [] : qrOf(address)!
  const [left, top] = [(width - code.length * module) / 2, (height - code.length * module) / 2]
  const light = Buffer.alloc(width * height, 235)
  code.forEach((row, y) => row.forEach((dark, x) => {
    if (dark) for (let line = 0; line < module; line += 1) light.fill(16, (top + y * module + line) * width + left + x * module, (top + y * module + line) * width + left + (x + 1) * module)
  }))
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)])
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]))
}

test('the camera reads the label of an asset: its open work, its counter and a report are a tap away, without a network', async ({ api, site, technician }, testInfo) => {
  test.setTimeout(120_000)
  const pump = await machine(api, site, 'Pump')
  const work = await order(api, site, 'Pump drips', { assigneeId: technician.staffId, assetIds: [pump.id] })
  const { url } = await api.post('/portal/places', { assetId: pump.id })
  const seen = testInfo.outputPath('label.y4m')
  film(seen, url)
  const { launchOptions, baseURL } = testInfo.project.use
  const args = [...(launchOptions?.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${seen}`]
  const phone: BrowserContext = await chromium.launchPersistentContext(testInfo.outputPath('profile'), { ...launchOptions, args, ...(baseURL && { baseURL }), viewport: PHONE, hasTouch: true, locale: 'en-US', permissions: ['camera'] })
  const page = await phone.newPage()
  await begin(page, technician.email)
  await goOffline(page)
  await page.getByRole('link', { name: 'Scan' }).click()
  const sheet = page.getByRole('dialog', { name: pump.name })
  await expect(sheet).toBeVisible(PATIENT)
  await expect(sheet.getByText(work.title)).toBeVisible()
  await accessible(page)

  await sheet.getByRole('button', { name: 'Reading' }).click()
  await page.getByRole('textbox', { name: /It shows/ }).fill('107')
  await page.getByRole('button', { name: 'Save reading' }).click()
  await expect(page.getByText('1 reading is saved.')).toBeVisible(PATIENT)

  // Back before the camera, the label is still in sight.
  // Back before the camera, where the label still is.
  await expect(sheet).toBeVisible(PATIENT)
  await sheet.getByRole('button', { name: 'Report a problem' }).click()
  const words = unique('The seal is worn')
  await page.getByRole('textbox', { name: 'What is wrong?' }).fill(words)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Saved. It is sent as soon as there is a network.')).toBeVisible(PATIENT)
  await goOnline(page)
  await expect.poll(async () => (await api.get(`/work-requests?q=${encodeURIComponent(words)}`)).data, PATIENT).toMatchObject([{ title: words, assetId: pump.id }])
  expect((await api.get(`/meters/${pump.meterId}/readings`)).data[0]).toMatchObject({ value: '107.0000', source: 'phone' })
  await phone.close()
})

test('what stands on a label can be typed; what nobody knows is said so', async ({ page, api, site, technician }) => {
  test.setTimeout(90_000)
  const pump = await machine(api, site, 'Pump')
  const work = await order(api, site, 'Pump is slow', { assigneeId: technician.staffId, assetIds: [pump.id] })
  const { code } = await api.post('/portal/places', { assetId: pump.id })
  const asset = await api.get(`/assets/${pump.id}`)
  const number = unique('PX').toUpperCase().replace(' ', '-')
  await api.patch(`/assets/${pump.id}`, asset.version, { number })
  await begin(page, technician.email, '/field/scan')
  await goOffline(page)
  const find = async (text: string) => {
    await page.getByRole('textbox', { name: 'Or type the number or code' }).fill(text)
    await page.getByRole('button', { name: 'Find', exact: true }).click()
  }
  // The number in any spelling, the code of the label, the number of the work.
  for (const typed of [number.replace('-', ' ').toLowerCase(), code.toUpperCase()]) {
    await find(typed)
    await expect(page.getByRole('dialog', { name: pump.name })).toContainText(work.title, PATIENT)
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  }
  await find('no such thing')
  const unknown = page.getByRole('dialog', { name: 'Not known on this device' })
  await expect(unknown).toContainText('no such thing')
  await accessible(page)
  await unknown.getByRole('button', { name: 'Close' }).click()
  await find('https://elsewhere.example/r/1')
  await expect(unknown).toContainText('This code leads to elsewhere.example. It belongs to nothing here, and is not opened.')
  await unknown.getByRole('button', { name: 'Close' }).click()
  await find(`wo-${work.number}`)
  await expect(page.getByRole('heading', { level: 2, name: work.title })).toBeVisible(PATIENT)
})

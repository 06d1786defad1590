/** Assets and places: found, made, moved, measured, compared; by mouse and by keyboard alone. */
import type { Locator, Page } from '@playwright/test'
import { type Api, accessible, anotherWindow, expect, test, unique } from './fixtures'

interface Stand {
  site: { id: string; name: string }
  make: (name: string, more?: object) => Promise<{ id: string; name: string; version: number }>
}

/** A site of its own, and a way to put assets there. */
async function stand(api: Api): Promise<Stand> {
  const site = await api.post('/sites', { name: unique('Bandstand') })
  const types = await api.get('/asset-types?limit=200')
  const assetTypeId = types.data[0].id
  return { site, make: (name, more = {}) => api.post('/assets', { name: unique(name), assetTypeId, siteId: site.id, ...more }) }
}

const node = (page: Page, name: string) => page.getByRole('treeitem', { name })

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!]
  await page.mouse.move(start.x + 240, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x + 250, start.y + start.height / 2 + 8, { steps: 4 })
  await page.mouse.move(end.x + 260, end.y + end.height / 2, { steps: 10 })
  await page.waitForTimeout(150)
  await page.mouse.up()
}

test('a name is enough for an asset, and what was deleted comes back', async ({ page, api }) => {
  const name = unique('Leaf blower')
  await page.goto('/assets')
  await page.getByRole('button', { name: 'New asset' }).click()
  const dialog = page.getByRole('dialog', { name: 'New asset' })
  await dialog.getByLabel('Name').fill(name)
  await accessible(page)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1)!

  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Manufacturer').fill('Stihl')
  await page.getByLabel('Purchased').fill('2026-01-15')
  await page.getByLabel('Warranty in months').fill('120')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Stihl')).toBeVisible()
  await expect(page.getByText('Until Jan 15, 2036')).toBeVisible()
  expect((await api.get(`/assets/${id}`)).manufacturer).toBe('Stihl')

  await page.getByRole('button', { name: `${name}: what can be done` }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page).toHaveURL(/\/assets$/)
  await page.goto(`/assets?deleted=true&q=${encodeURIComponent(name)}`)
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText(`${name} is back.`)).toBeVisible()
  expect((await api.get(`/assets/${id}`)).deletedAt).toBeNull()
})

test('the tree by keyboard alone: open, type ahead, move by the menu', async ({ page, api }) => {
  const { site, make } = await stand(api)
  const boiler = await make('Boiler')
  const pump = await make('Pump')
  const part = await make('Burner', { parentId: boiler.id })
  await page.goto(`/assets?as=tree&siteId=${site.id}`)
  await expect(node(page, pump.name)).toBeVisible()
  await accessible(page)

  await node(page, site.name).focus()
  await page.keyboard.press('ArrowRight')
  await expect(node(page, boiler.name)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(node(page, part.name)).toHaveAttribute('aria-level', '3')
  await page.keyboard.press('End')
  await expect(node(page, pump.name)).toBeFocused()
  await page.keyboard.type('bur')
  await expect(node(page, part.name)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(node(page, boiler.name)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(node(page, part.name)).toBeHidden()

  await page.keyboard.type('pump')
  await expect(node(page, pump.name)).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('move')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: `Move ${pump.name}` })
  await dialog.getByLabel('Part of').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByPlaceholder('Type to search')).toBeFocused()
  await page.keyboard.type(boiler.name)
  await expect(page.getByRole('option', { name: boiler.name })).toBeVisible()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Move', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await api.get(`/assets/${pump.id}`)).parentId).toBe(boiler.id)
})

test('an asset is dragged onto another, back by undo, and never into itself', async ({ page, api }) => {
  const { site, make } = await stand(api)
  const pool = await make('Pool')
  const filter = await make('Filter')
  await page.goto(`/assets?as=tree&siteId=${site.id}`)
  await drag(page, node(page, filter.name), node(page, pool.name))
  await expect.poll(async () => (await api.get(`/assets/${filter.id}`)).parentId).toBe(pool.id)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await api.get(`/assets/${filter.id}`)).parentId).toBeNull()

  await api.post(`/assets/${filter.id}/move`, { parentId: pool.id })
  await node(page, pool.name).focus()
  await expect(node(page, pool.name)).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  await expect(node(page, filter.name)).toHaveAttribute('aria-level', '3')
  await drag(page, node(page, pool.name), node(page, filter.name))
  await expect(page.getByText('cannot be placed inside itself').first()).toBeVisible()
  expect((await api.get(`/assets/${pool.id}`)).parentId).toBeNull()
})

test('moving to another site says beforehand what comes along', async ({ page, api }) => {
  const { site, make } = await stand(api)
  const room = await api.post('/locations', { name: 'Pump room', siteId: site.id })
  const plant = await make('Pump station', { locationId: room.id })
  await make('Motor', { parentId: plant.id, locationId: room.id })
  const other = await api.post('/sites', { name: unique('Pond') })
  await page.goto(`/assets/${plant.id}`)
  await page.getByRole('button', { name: `${plant.name}: what can be done` }).click()
  await page.getByRole('menuitem', { name: 'Move…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Site' }).click()
  await page.keyboard.type(other.name)
  await page.getByRole('option', { name: other.name }).click()
  await expect(dialog.getByRole('status')).toContainText(`It goes to ${other.name}.`)
  await expect(dialog.getByRole('status')).toContainText('Its 1 part comes along.')
  await expect(dialog.getByRole('status')).toContainText('It no longer stands in Pump room.')
  await accessible(page)
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Where this stands' })).toContainText(other.name)
})

test('a meter: impossible readings are refused with the reason, a rollover goes on counting', async ({ page, api }) => {
  const { make } = await stand(api)
  const mower = await make('Mower')
  await page.goto(`/assets/${mower.id}?tab=meters`)
  await page.getByRole('button', { name: 'New meter' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Hours')
  await page.getByRole('dialog').getByLabel('Unit').fill('h')
  await page.getByRole('dialog').getByLabel('Rolls over at').fill('9999')
  await page.getByRole('button', { name: 'Add meter' }).click()
  const read = async (value: string) => {
    await page.getByRole('button', { name: 'Add reading of Hours' }).click()
    await page.getByLabel('It shows').fill(value)
    await page.getByRole('button', { name: 'Save reading' }).click()
  }
  await read('9990')
  await expect(page.getByRole('img').or(page.getByText('9,990 h')).first()).toBeVisible()
  await read('5')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('A counter does not go back')).toBeVisible()
  await expect(dialog.getByLabel('It shows')).toHaveAttribute('aria-invalid', 'true')
  await accessible(page)
  await dialog.getByRole('button', { name: 'It rolled over' }).click()
  await page.getByLabel('It shows').fill('5')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('10,004 h')).toBeVisible()
  const { data } = await api.get(`/assets/${mower.id}/meters`)
  expect(Number(data[0].lifetime)).toBe(10_004)
})

test('down and up again, seen by a colleague at once', async ({ page, api, browser }) => {
  const { make } = await stand(api)
  const lift = await make('Lift')
  const colleague = await anotherWindow(browser, 'admin@riverside.example')
  await colleague.goto(`/assets/${lift.id}?tab=downtime`)
  await expect(colleague.getByText('Never down')).toBeVisible()
  await page.goto(`/assets/${lift.id}`)
  await page.getByRole('button', { name: 'Mark as down' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mark as down' }).click()
  await expect(page.getByText('Down since')).toBeVisible()
  await expect(colleague.getByText('Still down')).toBeVisible()
  await page.getByRole('button', { name: 'Up again' }).click()
  await expect(page.getByText('Down since')).toBeHidden()
  await expect(colleague.getByText('Still down')).toBeHidden()
})

test('every part of an asset and the comparison keep nobody out', async ({ page, api }) => {
  test.setTimeout(180_000)
  const { data: pumps } = await api.get('/assets?q=circulation&limit=2')
  for (const tab of ['overview', 'work', 'meters', 'downtime', 'cost', 'files', 'history']) {
    await page.goto(`/assets/${pumps[0].id}?tab=${tab}`)
    await expect(page.getByRole('heading', { level: 1, name: pumps[0].name })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toHaveCount(0)
    await accessible(page)
  }
  await page.goto('/assets')
  await page.getByRole('searchbox').fill('circulation')
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('row', { name: /^Failures/ })).toContainText('Best')
  await expect(page.getByRole('row', { name: /^Failures/ })).toContainText('Worst')
  await accessible(page)
})

test('a site by its name, rooms in a building, and a label to print', async ({ page, api }) => {
  const name = unique('Riverbank playground')
  await page.goto('/sites')
  await expect(page.getByRole('row', { name: /Mill Pond Park/ })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: 'New site' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const siteId = new URL(page.url()).pathname.split('/').at(-1)!
  await accessible(page)

  await page.getByRole('link', { name: 'Locations' }).click()
  const add = async (location: string) => {
    await page.getByRole('dialog').getByLabel('Name').fill(location)
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await expect(node(page, location)).toBeVisible()
  }
  await page.getByRole('button', { name: 'New location' }).first().click()
  await add('Shelter')
  await page.getByRole('button', { name: 'Shelter: what can be done' }).click()
  await page.getByRole('menuitem', { name: 'New location in this' }).click()
  await add('Store room')
  await expect(node(page, 'Store room')).toHaveAttribute('aria-level', '2')
  await accessible(page)
  await drag(page, node(page, 'Store room'), node(page, 'Shelter'))
  await page.getByRole('button', { name: 'Store room: what can be done' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(node(page, 'Store room')).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(node(page, 'Store room')).toBeVisible()
  expect((await api.get(`/locations?siteId=${siteId}`)).data).toHaveLength(2)

  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('button', { name: 'Open the page' }).click()
  await expect(page.getByRole('img', { name: `QR code of ${name}` })).toBeVisible()
  const [tab, sheet] = await Promise.all([
    page.waitForEvent('popup'),
    page.waitForResponse((answer) => answer.url().includes('/portal/labels.pdf')),
    page.getByRole('button', { name: 'Print label' }).click(),
  ])
  expect(sheet.headers()['content-type']).toContain('application/pdf')
  await tab.close()
})

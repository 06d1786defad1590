/** What the stories of the field app share: people and places of their own, a phone in somebody's hand, and what one does with it. */
import { join } from 'node:path'
import type { APIRequestContext, Browser, Locator, Page } from '@playwright/test'
import { anotherWindow, Api, enter, expect, PASSWORD, test as base, unique } from '../fixtures'
import { linkTo } from '../mail'

export { accessible, Api, expect, PASSWORD, unique } from '../fixtures'

/** A phone as many technicians have it. */
export const PHONE = { width: 390, height: 844 }
/** Two shared cores take their time. */
export const PATIENT = { timeout: 20_000 }

export interface Place {
  id: string
  name: string
}

export interface Hired {
  email: string
  name: string
  staffId: string
}

/** Somebody new, who sees `site` alone: stories keep out of each other's way, and their phones have little to fetch. */
export async function hire(api: Api, request: APIRequestContext, name: string, site: Place, role = 'technician'): Promise<Hired> {
  const email = `${unique(name).replaceAll(' ', '.').toLowerCase()}@riverside.example`
  await api.post('/invitations', { email, role, siteIds: [site.id] })
  const token = (await linkTo(email, '/invitation')).replace(/.*token=/, '')
  const accepted = await request.post('/v1/invitations/accept', { data: { token, name, password: PASSWORD } })
  expect(accepted.ok(), await accepted.text()).toBe(true)
  const me = await (await Api.as(request, email)).get('/me')
  const staff = await api.post('/staff', { name, email, userId: me.id })
  return { email, name, staffId: staff.id }
}

/** Approved work at `site`, for whoever stands in `more`. */
export const order = (api: Api, site: Place, title: string, more: Record<string, unknown> = {}) => api.post('/work-orders', { title: unique(title), siteId: site.id, approve: true, ...more })

/** When this phone and the office were last in step; 0 for never. */
const lastSync = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, ...Object.entries({ ...localStorage }).flatMap(([key, at]) => (key.startsWith('fettle.field.synced.') ? Number(at) : []))))

/** Until this phone has been in step with the office after `moment`. */
export const inStep = (page: Page, moment: number, patience = PATIENT): Promise<void> => expect.poll(() => lastSync(page), { ...patience, message: 'in step with the office' }).toBeGreaterThan(moment)

/** Until the app opens without a network. */
export const kept = (page: Page): Promise<void> => expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), { ...PATIENT, message: 'kept for offline' }).toBe(true)

/** Open the app as `email`, wait until it has everything and can do without the network. */
export async function begin(page: Page, email: string, path = '/field', patience = PATIENT): Promise<void> {
  await enter(page, email)
  const moment = Date.now()
  await page.goto(path)
  await inStep(page, moment, patience)
  await kept(page)
}

/** Another technician with a phone of their own. */
export async function anotherPhone(browser: Browser, email: string, path?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true })
  const page = await context.newPage()
  await begin(page, email, path)
  return page
}

/** A supervisor's desk, with a large screen. */
export async function office(browser: Browser, email = 'supervisor@riverside.example'): Promise<Page> {
  const page = await anotherWindow(browser, email)
  await page.setViewportSize({ width: 1440, height: 900 })
  return page
}

/** The browser ends this tab as phones end apps: nobody is asked. */
export async function kill(page: Page): Promise<void> {
  const gone = page.waitForEvent('crash')
  void page.goto('chrome://crash').catch(() => undefined)
  await gone
  await page.close()
}

/** Lose the network; the app says so. */
export async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await expect(page.getByRole('link', { name: /^Offline/ })).toBeVisible(PATIENT)
}

/** Back on the network; resolves when everything has been exchanged. */
export async function goOnline(page: Page): Promise<void> {
  const moment = Date.now()
  await page.context().setOffline(false)
  await inStep(page, moment)
}

/** Nothing has to be scrolled sideways to be seen, but strips that are made for it. What a row cuts off at its end is not counted. */
export async function fits(page: Page): Promise<void> {
  const wide = () =>
    page.evaluate(() => {
      const beyond = (each: Element) => each.getBoundingClientRect().right > innerWidth + 1
      const held = (each: Element | null): boolean => {
        if (!each) return false
        const { overflowX, overflowY } = getComputedStyle(each)
        const strip = overflowX === 'auto' || overflowX === 'scroll'
        const row = overflowX === 'hidden' && overflowY === 'hidden' && each.clientHeight < 200
        return ((strip || row) && !beyond(each)) || held(each.parentElement)
      }
      const seen = [...document.querySelectorAll<HTMLElement>('#root *, [role=dialog] *')].filter((each) => each.offsetParent && each.offsetWidth)
      return seen.filter((each) => beyond(each) && !held(each.parentElement)).map((each) => `${each.tagName} ${each.textContent?.slice(0, 40)}`).slice(0, 5)
    })
  await expect.poll(wide, { ...PATIENT, message: 'too wide' }).toEqual([])
}

interface Fixtures {
  /** A place that no other story knows. */
  site: Place
  technician: Hired
}

export const test = base.extend<Fixtures>({
  email: '',
  viewport: PHONE,
  hasTouch: true,
  site: async ({ api }, use) => use(await api.post('/sites', { name: unique('Depot') })),
  technician: async ({ api, request, site }, use) => use(await hire(api, request, 'Noor Haddad', site)),
})

/** A thing at `site` with a counter on it. */
export async function machine(api: Api, site: Place, name: string): Promise<{ id: string; name: string; meterId: string }> {
  const types = (await api.get('/asset-types?limit=1')).data
  const asset = await api.post('/assets', { name: unique(name), assetTypeId: types[0].id, siteId: site.id })
  const meter = await api.post(`/assets/${asset.id}/meters`, { name: 'Hours run', unit: 'h', kind: 'counter', startValue: '100' })
  return { id: asset.id, name: asset.name, meterId: meter.id }
}

/** The row of a piece of work in the list. */
export const row = (page: Page, title: string): Locator => page.getByRole('link', { name: title })

/** Comment on the work order that is open. */
export async function say(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a comment' }).fill(words)
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Write a comment' })).toHaveValue('')
}

/** What has been said about a work order, as the office has it. */
export const said = async (api: Api, work: { id: string }): Promise<string[]> => (await api.get(`/work-orders/${work.id}/comments`)).data.map((each: { body: string }) => each.body)

/** From a work order to the screen about oneself, and what it asks whoever leaves. */
export async function toMe(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('link', { name: 'Me', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Me' })).toBeVisible(PATIENT)
  return page.getByRole('dialog', { name: 'Sign out?' })
}

/** Answer the browser's question for a file. */
export async function picture(page: Page, button: Locator): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await button.click()
  await (await asked).setFiles(join(import.meta.dirname, '../../../field/assets/icon.png'))
}

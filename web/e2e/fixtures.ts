/** What the end-to-end tests share: signing in, asking the API beside the screen, looking for what keeps people out. */
import { AxeBuilder } from '@axe-core/playwright'
import { type APIRequestContext, test as base, type Browser, expect, type Page } from '@playwright/test'

export const PASSWORD = 'fettle-demo-2026'

/** The API in the name of somebody, beside what the screen does: to make what a test needs, and to see what was stored. */
export class Api {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly token: string,
  ) {}

  static async as(request: APIRequestContext, email: string): Promise<Api> {
    const answer = await request.post('/v1/auth/sign-in', { data: { email, password: PASSWORD } })
    expect(answer.status(), await answer.text()).toBe(200)
    return new Api(request, ((await answer.json()) as { accessToken: string }).accessToken)
  }

  async get<T = any>(path: string): Promise<T> {
    return this.send('get', path)
  }

  async post<T = any>(path: string, data: unknown = {}): Promise<T> {
    return this.send('post', path, data, { 'Idempotency-Key': crypto.randomUUID() })
  }

  async patch<T = any>(path: string, version: number, data: unknown): Promise<T> {
    return this.send('patch', path, data, { 'If-Match': `"${version}"` })
  }

  /** The body is a file. */
  async upload<T = any>(path: string, content: string): Promise<T> {
    return this.send('post', path, content, { 'Content-Type': 'text/csv' })
  }

  /** What a file holds. */
  async bytes(path: string): Promise<Buffer> {
    const answer = await this.request.get(`/v1${path}`, { headers: { Authorization: `Bearer ${this.token}` } })
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true)
    return answer.body()
  }

  private async send<T>(method: 'get' | 'post' | 'patch', path: string, data?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const answer = await this.request[method](`/v1${path}`, {
      headers: { Authorization: `Bearer ${this.token}`, ...headers },
      ...(data !== undefined && { data }),
    })
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }
}

/** Give this page the session of `email`, as signing in would. */
export async function enter(page: Page, email: string): Promise<void> {
  const answer = await page.context().request.post('/v1/auth/sign-in', { data: { email, password: PASSWORD, keep: 'cookie' }, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  expect(answer.status(), await answer.text()).toBe(200)
}

/** A second person's window. */
export async function anotherWindow(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await enter(page, email)
  return page
}

/** Nothing on this screen that axe calls serious or critical. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`)
  expect(grave).toEqual([])
}

/** A word that no other test uses. */
export const unique = (words: string): string => `${words} ${Math.random().toString(36).slice(2, 8)}`

interface Fixtures {
  /** Who is signed in on `page`; '' for nobody. Set by `test.use({ email: … })`. */
  email: string
  /** The API in the name of the tenant's admin. */
  api: Api
}

export const test = base.extend<Fixtures>({
  email: ['supervisor@riverside.example', { option: true }],
  page: async ({ page, email }, use) => {
    const broken: string[] = []
    page.on('pageerror', (error) => broken.push(error.message))
    if (email) await enter(page, email)
    await use(page)
    expect(broken, 'errors that the page threw').toEqual([])
  },
  api: async ({ request }, use) => use(await Api.as(request, 'admin@riverside.example')),
})

export { expect }

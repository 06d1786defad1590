/** Addresses that lead into the app: of mails, push messages, other apps, the office. */

const ID = '[0-9a-fA-F-]{36}'
/** What the app has screens for, and older names of them. */
const SCREENS: readonly [RegExp, (...parts: string[]) => string][] = [
  [new RegExp(`^/work-orders/(${ID})(/log)?$`), (id, log = '') => `/work-orders/${id}${log}`],
  [new RegExp(`^/(?:work-)?requests/(${ID})$`), (id) => `/requests/${id}`],
  [new RegExp(`^/assets/(${ID})$`), (id) => `/assets/${id}`],
  [/^\/(scan|quick|me|notifications|settings|conflicts)$/, (name) => `/${name}`],
  [/^\/r\/([A-Za-z0-9-]{4,64})$/, (code) => `/scan?code=${code}`],
  [/^\/requests\/new$/, () => '/requests/new'],
  [/^\/(?:work-orders)?$/, () => '/'],
]

/** The path within an address: of any scheme (`fettle://work-orders/7`), host, or none; without `/field`, query and end. */
export function pathOf(address: string): string {
  const own = /^(?:fettle|exp\+fettle):\/{2,3}(.*)$/i.exec(address)
  const foreign = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(address)
  const path = `/${(own?.[1] ?? foreign?.[1] ?? address).replace(/[?#].*$/, '')}`.replace(/\/{2,}/g, '/')
  return path.replace(/^\/field(?=\/|$)/, '').replace(/\/+$/, '') || '/'
}

/** The screen of the app for an address, `undefined` where only the office has one. */
export function screenOf(address: string): string | undefined {
  const path = pathOf(address)
  for (const [shape, made] of SCREENS) {
    const found = shape.exec(path)
    if (found) return made(...found.slice(1))
  }
  return undefined
}

const OFFICE: Readonly<Record<string, (id: string) => string>> = {
  work_order: (id) => `/work-orders/${id}`,
  work_request: (id) => `/requests/${id}`,
  asset: (id) => `/assets/${id}`,
  maintenance_plan: (id) => `/plans/${id}`,
  job: () => '/settings/jobs',
  webhook: () => '/settings/webhooks',
  file: () => '/notifications',
  account: () => '/settings/notifications',
}

/** Where the office shows what a notification is about. */
export function officePath(subject: string, id: string | null): string {
  if (!id && /^(work_order|work_request|asset|maintenance_plan)$/.test(subject)) return '/notifications'
  return OFFICE[subject]?.(id ?? '') ?? '/notifications'
}

/** What belongs together on the screens, by the part of a permission before its colon. */
const AREAS: Record<string, readonly string[]> = {
  work: ['work_orders', 'logs', 'templates', 'comments', 'files', 'contractors'],
  requests: ['requests', 'portal'],
  plans: ['plans', 'calendar', 'escalations'],
  things: ['assets', 'places', 'meters', 'readings', 'downtime'],
  figures: ['reports', 'costs'],
  people: ['people', 'roles', 'staff'],
  setup: ['tenant', 'custom_fields', 'reference', 'tags', 'views'],
  programs: ['imports', 'keys', 'webhooks', 'jobs', 'audit'],
}

export interface PermissionGroup<P> {
  key: string
  permissions: P[]
}

/** Permissions in the groups in which the screens show them; what no group knows comes last, under `other`. */
export function grouped<P extends { code: string }>(permissions: readonly P[]): PermissionGroup<P>[] {
  const area = (code: string) => code.slice(0, code.indexOf(':'))
  const known = new Set(Object.values(AREAS).flat())
  const groups = Object.entries(AREAS).map(([key, areas]) => ({
    key,
    permissions: areas.flatMap((each) => permissions.filter(({ code }) => area(code) === each)),
  }))
  const other = { key: 'other', permissions: permissions.filter(({ code }) => !known.has(area(code))) }
  return [...groups, other].filter((group) => group.permissions.length > 0)
}

export interface Difference {
  lost: string[]
  gained: string[]
}

/** What somebody may no longer, and newly, do. */
export function difference(before: readonly string[], after: readonly string[]): Difference {
  const [had, has] = [new Set(before), new Set(after)]
  return { lost: before.filter((each) => !has.has(each)), gained: after.filter((each) => !had.has(each)) }
}

import type { Entity, Import } from '@fettle/client'

interface Where {
  to: string
  search: Record<string, string>
}

/** The list in which the records of an import are found. Lists cannot be narrowed to one import. */
export function whereImported({ entity }: Pick<Import, 'entity'>): Where {
  const lists: Record<Entity, Where> = {
    work_order: { to: '/work-orders', search: { sort: '-number' } },
    work_request: { to: '/requests', search: {} },
    asset: { to: '/assets', search: {} },
    site: { to: '/sites', search: {} },
    location: { to: '/sites', search: {} },
    staff: { to: '/settings/staff', search: {} },
    meter_reading: { to: '/assets', search: {} },
    log_entry: { to: '/logs', search: {} },
    task_code: { to: '/settings/reference', search: {} },
    gl_code: { to: '/settings/reference', search: {} },
  }
  return lists[entity]
}

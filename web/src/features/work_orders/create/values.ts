/** What can be said about a new work order; only its title has to be. */
import type { Priority, WorkKind, WorkOrderBody, WorkOrderTemplate } from '@fettle/client'
import { customPatch, type Values as Custom } from '@/ui/custom'

export interface NewWorkOrder {
  title: string
  description: string | null
  siteId: string | null
  locationId: string | null
  assetIds: string[]
  priority: Priority | null
  kind: WorkKind | null
  assigneeId: string | null
  crewId: string | null
  dueAt: string | null
  scheduledStart: string | null
  scheduledEnd: string | null
  templateId: string | null
  estimatedHours: string | null
  estimatedCost: string | null
  tagIds: string[]
  custom: Custom
  approve: boolean
}

export const EMPTY: NewWorkOrder = {
  title: '', description: null, siteId: null, locationId: null, assetIds: [], priority: null, kind: null, assigneeId: null, crewId: null, dueAt: null,
  scheduledStart: null, scheduledEnd: null, templateId: null, estimatedHours: null, estimatedCost: null, tagIds: [], custom: {}, approve: false,
}

/** What to send: only what was said. */
export function bodyOf({ custom, approve, ...values }: NewWorkOrder): WorkOrderBody {
  const said = Object.entries(values).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
  const own = customPatch({}, custom)
  return { ...Object.fromEntries(said), title: values.title.trim(), ...(Object.keys(own).length > 0 && { custom: own }), ...(approve && { approve }) }
}

/** What a template adds to what has been said: only where nothing has. `before` is the template chosen until now, whose words give way. */
export function filledBy(values: NewWorkOrder, template: WorkOrderTemplate, before?: WorkOrderTemplate): Partial<NewWorkOrder> {
  const fields = ['title', 'description', 'priority', 'kind', 'estimatedHours'] as const
  return Object.fromEntries(
    fields
      .filter((field) => !values[field] || (before && values[field] === before[field]))
      .map((field) => [field, template[field] ?? EMPTY[field]]),
  )
}

/** What stays when one is written down after another: the place and the hands, not the words. */
export const next = (values: NewWorkOrder): NewWorkOrder => ({
  ...values,
  ...(values.templateId && { priority: null, kind: null }),
  title: '', description: null, templateId: null, estimatedHours: null, estimatedCost: null, custom: {},
})

/** What the screen behind says about new work: the asset or site that is open there. */
export function fromPath(pathname: string): Partial<NewWorkOrder> {
  const [, part, id] = pathname.split('/')
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return {}
  return part === 'assets' ? { assetIds: [id] } : part === 'sites' ? { siteId: id } : {}
}

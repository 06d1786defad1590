/** A plan as the planner's form holds it, and back to what the API takes. */
import type { CatchUp, IfOpen, PlanBody, PlanDetail, Priority, Spread, WorkKind } from '@fettle/client'
import { freshTrigger, plain, triggerBody, type TriggerValues, triggerValues } from '../trigger/triggers'

type Whole = number | string | null

export interface TaskValues {
  title: string | null
  taskCodeId: string | null
  instructions: string | null
  required: boolean
  estimatedHours: string | null
}

export interface MaterialValues {
  item: string | null
  quantity: string | null
  unit: string | null
  partNumber: string | null
}

export interface WorkValues {
  title: string | null
  description: string | null
  kind: WorkKind | null
  priority: Priority | null
  templateId: string | null
  tasks: TaskValues[]
  materials: MaterialValues[]
  estimatedHours: string | null
  glCodeId: string | null
  assigneeId: string | null
  crewId: string | null
}

export interface PlanValues {
  name: string
  description: string | null
  triggers: TriggerValues[]
  work: WorkValues
  season: Array<{ first: string; last: string }>
  siteId: string | null
  locationId: string | null
  assetIds: string[]
  spread: Spread
  dueTime: string | null
  endsOn: string | null
  leadDays: Whole
  horizonDays: Whole
  ifPreviousOpen: IfOpen
  catchUp: CatchUp
  rotation: string[]
  notifyDaysBefore: number[]
  /** Who gets the work: whoever takes it, one person, or several in turns. Not of the API. */
  goesTo: 'open' | 'person' | 'turns'
}

export const freshTask = (): TaskValues => ({ title: null, taskCodeId: null, instructions: null, required: true, estimatedHours: null })
export const freshMaterial = (): MaterialValues => ({ item: null, quantity: '1', unit: 'each', partNumber: null })

/** A new plan; `given` is what the screen that led here knows already. */
export function freshPlan(today: string, given: Partial<PlanValues> = {}): PlanValues {
  return {
    name: '',
    description: null,
    triggers: [freshTrigger('calendar_fixed', today)],
    work: {
      title: null,
      description: null,
      kind: null,
      priority: null,
      templateId: null,
      tasks: [],
      materials: [],
      estimatedHours: null,
      glCodeId: null,
      assigneeId: null,
      crewId: null,
    },
    season: [],
    siteId: null,
    locationId: null,
    assetIds: [],
    spread: 'together',
    dueTime: null,
    endsOn: null,
    leadDays: 0,
    horizonDays: 0,
    ifPreviousOpen: 'skip',
    catchUp: 'latest',
    rotation: [],
    notifyDaysBefore: [],
    goesTo: 'open',
    ...given,
  }
}

export function planValues(plan: PlanDetail, today: string): PlanValues {
  const { work } = plan
  return {
    name: plan.name,
    description: plan.description ?? null,
    triggers: (plan.triggers ?? []).map((trigger) => triggerValues(trigger, today)),
    work: {
      title: work.title ?? null,
      description: work.description ?? null,
      kind: work.kind ?? null,
      priority: work.priority ?? null,
      templateId: work.templateId ?? null,
      tasks: (work.tasks ?? []).map((task) => ({ ...freshTask(), ...task, estimatedHours: plain(task.estimatedHours) })),
      materials: (work.materials ?? []).map((each) => ({ ...freshMaterial(), ...each, quantity: plain(each.quantity ?? '1') })),
      estimatedHours: plain(work.estimatedHours),
      glCodeId: work.glCodeId ?? null,
      assigneeId: work.assigneeId ?? null,
      crewId: work.crewId ?? null,
    },
    season: (plan.season ?? []).map(({ first, last }) => ({ first, last })),
    siteId: plan.siteId ?? null,
    locationId: plan.locationId ?? null,
    assetIds: plan.assetIds ?? [],
    spread: plan.spread ?? 'together',
    dueTime: plan.dueTime?.slice(0, 5) ?? null,
    endsOn: plan.endsOn ?? null,
    leadDays: plan.leadDays ?? 0,
    horizonDays: plan.horizonDays ?? 0,
    ifPreviousOpen: plan.ifPreviousOpen ?? 'skip',
    catchUp: plan.catchUp ?? 'latest',
    rotation: plan.rotation ?? [],
    notifyDaysBefore: plan.notifyDaysBefore ?? [],
    goesTo: plan.rotation?.length ? 'turns' : work.assigneeId ? 'person' : 'open',
  }
}

const whole = (value: Whole): number => Number(value ?? 0)
const said = (words: string | null | undefined): string | null => words?.trim() || null

/** What the API takes of the form. */
export function planBody(values: PlanValues): PlanBody {
  const { goesTo, work, assetIds } = values
  return {
    name: values.name.trim(),
    description: said(values.description),
    triggers: values.triggers.map(triggerBody),
    work: {
      ...work,
      title: said(work.title),
      description: said(work.description),
      assigneeId: goesTo === 'person' ? work.assigneeId : null,
      tasks: work.tasks.map((task) => ({ ...task, title: said(task.title), instructions: said(task.instructions) })),
      materials: work.materials.map((each) => ({ ...each, item: said(each.item) ?? '', quantity: each.quantity ?? '1', unit: said(each.unit) ?? 'each' })) as never,
    },
    season: values.season,
    siteId: values.siteId,
    locationId: values.siteId ? values.locationId : null,
    assetIds,
    spread: assetIds.length ? values.spread : 'together',
    dueTime: values.dueTime,
    endsOn: values.endsOn,
    leadDays: whole(values.leadDays),
    horizonDays: whole(values.horizonDays),
    ifPreviousOpen: values.ifPreviousOpen,
    catchUp: values.catchUp,
    rotation: goesTo === 'turns' ? values.rotation : [],
    notifyDaysBefore: [...values.notifyDaysBefore].sort((one, other) => other - one),
  }
}

/** Which fields of the API a changed field of the form may change. */
const REACHES: Partial<Record<keyof PlanValues, ReadonlyArray<keyof PlanBody>>> = {
  goesTo: ['work', 'rotation'],
  assetIds: ['assetIds', 'spread'],
  siteId: ['siteId', 'locationId'],
}

/** Of the whole body only what the person changed, as a merge patch wants it. */
export function planPatch(values: PlanValues, changed: Partial<PlanValues>): Partial<PlanBody> {
  const body = planBody(values)
  const names = new Set(Object.keys(changed).flatMap((name) => REACHES[name as keyof PlanValues] ?? [name as keyof PlanBody]))
  return Object.fromEntries([...names].map((name) => [name, body[name]])) as Partial<PlanBody>
}

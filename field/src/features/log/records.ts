/** What somebody writes down about work, before it is saved. It is kept as a draft after every change. */

export type LineKind = 'labour' | 'material' | 'equipment' | 'contract' | 'other'

/** Numbers are as they are typed: `1.5`, or nothing yet. */
export interface Worker {
  staffId: string
  hours: string
}

/** Something used or paid for: material, a contractor, anything else. */
export interface Item {
  key: string
  kind: 'material' | 'contract' | 'other'
  item: string
  vendor: string
  quantity: string
  unit: string
  unitCost: string
  assetId: string | null
}

export interface Machine {
  assetId: string
  hours: string
}

/** What is said about a task: an answer, or that it was worked on and is not finished. */
export interface TaskSaid {
  said: 'done' | 'failed' | 'skipped' | 'worked'
  result: string
}

export const STEPS = ['assets', 'tasks', 'labour', 'materials', 'equipment', 'photos', 'review'] as const
export type Step = (typeof STEPS)[number]

/** Where the work order is to be afterwards. `stay`: where it is. */
export type Onward = 'stay' | 'in_progress' | 'complete'

export interface Correction {
  entryId: string
  reason: string
  reasonId: string | null
}

export interface LogDraft {
  version: 1
  /** Of the entry to be, so that photos can be taken before it is saved. */
  entryId: string
  workOrderId: string
  step: Step
  performedOn: string
  note: string
  assetIds: string[]
  tasks: Record<string, TaskSaid>
  workers: Worker[]
  items: Item[]
  machines: Machine[]
  onward: Onward | null
  corrects: Correction | null
}

/** A line as it is saved, without its ids. */
export interface NewLine {
  kind: LineKind
  quantity: number
  unit: string
  staff_id: string | null
  equipment_asset_id: string | null
  item: string | null
  vendor: string | null
  asset_id: string | null
  task_code_id: string | null
  unit_cost: string | null
}

/** The units that lines have when nobody says one, as the server names them. */
export const UNITS: Readonly<Record<LineKind, string>> = { labour: 'hour', material: 'each', equipment: 'hour', contract: 'job', other: 'each' }

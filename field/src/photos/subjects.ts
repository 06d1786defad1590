/** What pictures and documents belong to, and the table in which this device has it. */
import type { Table } from '@/db'

export const SUBJECTS = {
  work_order: 'work_orders',
  work_request: 'work_requests',
  asset: 'assets',
  site: 'sites',
  location: 'locations',
  comment: 'comments',
  log_entry: 'log_entries',
  work_order_task: 'work_order_tasks',
} as const satisfies Record<string, Table>

export type PhotoSubject = keyof typeof SUBJECTS
export type PhotoRole = 'before' | 'after' | 'detail' | 'receipt'

export const isSubject = (name: string): name is PhotoSubject => name in SUBJECTS

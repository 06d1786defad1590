import type { Kind, Notification } from '@fettle/client'
import { Bell, BriefcaseBusiness, ClipboardList, FileWarning, Inbox, type LucideIcon, RefreshCw, Unplug, Wrench } from 'lucide-react'

export const ICONS: Record<Notification['subject'], LucideIcon> = {
  work_order: ClipboardList,
  work_request: Inbox,
  asset: Wrench,
  maintenance_plan: RefreshCw,
  job: BriefcaseBusiness,
  webhook: Unplug,
  file: FileWarning,
  account: Bell,
}

/** What can be muted: records that go on changing. */
export const MUTABLE = ['work_order', 'work_request', 'asset', 'maintenance_plan'] as const
export type Mutable = (typeof MUTABLE)[number]

export const isMutable = (subject: Notification['subject']): subject is Mutable => (MUTABLE as readonly string[]).includes(subject)


/** In the order in which people choose: their work, what they answer for, what runs by itself. */
export const GROUPS: Array<{ key: string; kinds: Kind[] }> = [
  { key: 'work', kinds: ['assigned', 'due_soon', 'due_today', 'overdue', 'status_changed', 'commented', 'mentioned'] },
  { key: 'office', kinds: ['new_request', 'request_outcome', 'escalated', 'low_condition', 'warranty_ending', 'plan_stopped'] },
  { key: 'machine', kinds: ['job_failed', 'webhook_disabled', 'file_quarantined', 'channel_broken'] },
]

import type { IconName } from '@/ui'

const ICONS: Readonly<Record<string, IconName>> = {
  work_order: 'clipboard-list', work_request: 'mail', asset: 'wrench', maintenance_plan: 'calendar', job: 'briefcase', webhook: 'link', file: 'file-text', account: 'bell',
}
/** What waits for an answer: somebody wants to know that it was seen, or it comes again. */
const ASKING = new Set(['escalated', 'due_soon', 'due_today', 'overdue'])

export const iconOf = (subject: string): IconName => ICONS[subject] ?? 'bell'
export const asksForAnswer = ({ kind, acknowledged_at }: { kind: string; acknowledged_at: number | null }): boolean => ASKING.has(kind) && acknowledged_at === null

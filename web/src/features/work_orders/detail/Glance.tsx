import type { WorkOrderDetail } from '@fettle/client'
import { CalendarClock, MapPin } from 'lucide-react'
import { relative } from '@/lib/format'
import { Who } from '@/ui/badge'
import { isOpen } from './rules'

/** Who, where and when in a line, where the screen is too narrow to have the facts beside the work. */
export function Glance({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { assigneeName, crewName, siteName, locationName, dueAt } = workOrder
  const place = [siteName, locationName].filter(Boolean).join(' · ')
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm lg:hidden">
      <Who name={assigneeName ?? crewName} />
      {place && (
        <span className="flex min-w-0 items-center gap-1.5">
          <MapPin aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="min-w-0 break-words">{place}</span>
        </span>
      )}
      {dueAt && isOpen(workOrder) && (
        <span className={`flex items-center gap-1.5 ${Date.parse(dueAt) < Date.now() ? 'text-bad' : ''}`}>
          <CalendarClock aria-hidden className="size-4 shrink-0" />
          {relative(dueAt)}
        </span>
      )}
    </p>
  )
}

import { countWorkOrdersOptions } from '@fettle/client/queries'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { MapPinOff } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { count } from '@/lib/format'
import { PriorityMark, StatusBadge } from '@/ui/badge'
import { type Bounds, PointMap } from '@/ui/map'
import { Empty, Failed, Loading } from '@/ui/states'
import { Due } from './list/columns'
import { MOST, type Place, usePlaces, useSiteNames } from './map/usePlaces'
import { useWorkOrderFilters, WorkOrdersPage } from './WorkOrderViews'

/** Where the work is: a map, and beside it the list of what is in view. */
export default function WorkOrderMap() {
  return (
    <WorkOrdersPage view="map">
      <Places />
    </WorkOrdersPage>
  )
}

function Places() {
  const { t } = useTranslation('workOrders')
  const { query } = useWorkOrderFilters()
  const { pages, places, read, cut } = usePlaces(query)
  const total = useQuery({ ...countWorkOrdersOptions({ query }), placeholderData: keepPreviousData }).data?.total
  const names = useSiteNames(places)
  const navigate = useNavigate()
  const [bounds, setBounds] = useState<Bounds>()
  const [selected, select] = useState<string>()
  const seen = useMemo(
    () => (bounds ? places.filter(({ latitude, longitude }) => longitude >= bounds.west && longitude <= bounds.east && latitude >= bounds.south && latitude <= bounds.north) : places),
    [places, bounds],
  )
  if (pages.isError && read === 0) return <Failed error={pages.error} retry={() => void pages.refetch()} />
  if (pages.isPending) return <Loading />
  if (places.length === 0 && !pages.isFetching) return <Empty icon={MapPinOff} title={t('map.none')}>{t('map.noneHelp')}</Empty>
  const nowhere = read - places.length
  return (
    <div className="flex h-full flex-col border-t md:flex-row">
      <PointMap
        label={t('map.label')}
        points={places}
        names={names}
        selected={selected}
        onSeen={setBounds}
        onOpen={(id) => void navigate({ to: '/work-orders/$workOrderId' as never, params: { workOrderId: id } as never })}
        className="h-[45dvh] shrink-0 md:h-full md:min-w-0 md:flex-1 md:shrink"
      />
      <div className="flex min-h-0 flex-1 flex-col border-t bg-raised md:w-80 md:flex-none md:border-t-0 md:border-l">
        <p role="status" className="border-b px-4 py-2 text-sm text-muted">
          {t('map.seen', { count: seen.length, shown: count(seen.length) })}
          {nowhere > 0 && <> · {t('map.nowhere', { count: nowhere, shown: count(nowhere) })}</>}
          {cut && total !== undefined && <span className="block">{t('map.cut', { shown: count(MOST), total: count(total) })}</span>}
        </p>
        <List places={seen} select={select} />
      </div>
    </div>
  )
}

function List({ places, select }: { places: Place[]; select: (id: string | undefined) => void }) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: places.length, getScrollElement: () => scroller.current, estimateSize: () => 66, overscan: 8, getItemKey: (index) => places[index]!.id })
  return (
    <div ref={scroller} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const { id, row } = places[index]!
          return <Entry key={key} id={id} row={row} start={start} select={select} />
        })}
      </ul>
    </div>
  )
}

function Entry({ id, row, start, select }: { id: string; row: Place['row']; start: number; select: (id: string | undefined) => void }) {
  return (
    <li style={{ transform: `translateY(${start}px)` }} className="absolute inset-x-0 top-0 border-b">
      <Link
        to={'/work-orders/$workOrderId' as never}
        params={{ workOrderId: id } as never}
        onMouseEnter={() => select(id)}
        onMouseLeave={() => select(undefined)}
        onFocus={() => select(id)}
        onBlur={() => select(undefined)}
        className="block h-[66px] px-4 py-2 -outline-offset-2 hover:bg-hover"
      >
        <span className="flex items-center gap-2">
          <PriorityMark priority={row.priority} />
          <span className="min-w-0 flex-1 truncate font-medium" title={row.title}>{row.title}</span>
        </span>
        <span className="mt-1 flex items-center gap-2 text-sm text-muted">
          <StatusBadge status={row.status} />
          <span className="min-w-0 flex-1 truncate">{row.siteName}</span>
          <Due row={row} />
        </span>
      </Link>
    </li>
  )
}

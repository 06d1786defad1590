import { lazy, Suspense } from 'react'
import { Skeleton } from '../states'
import type { PointMapProps } from './PointMap'

export type { MapPoint, PlaceName, PointMapProps } from './PointMap'
export type { Bounds } from './clusters'

const Drawn = lazy(() => import('./PointMap'))

/** Points on a map; its code is read when the first map is shown. */
export function PointMap(props: PointMapProps) {
  return (
    <Suspense fallback={<Skeleton className={props.className} />}>
      <Drawn {...props} />
    </Suspense>
  )
}

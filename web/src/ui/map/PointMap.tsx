import clsx from 'clsx'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { count } from '@/lib/format'
import type { Tone } from '../badge'
import { IconButton } from '../button'
import { Empty } from '../states'
import { apart, type Bounds, boundsOf, type Cluster, clusters, together } from './clusters'
import { boundsSeen, type Engine, makeMap, recolour } from './engine'
import { DOTS, Inside } from './Inside'
import { Mark } from './Mark'

export interface MapPoint {
  id: string
  latitude: number
  longitude: number
  title: string
  note?: string | undefined
  tone?: Tone
}

export interface PlaceName {
  id: string
  latitude: number
  longitude: number
  name: string
}

export interface PointMapProps {
  /** What the map shows, for screen readers. */
  label: string
  points: MapPoint[]
  onOpen: (id: string) => void
  /** Puts points together that would cover one another; so it is unless told otherwise. */
  clusters?: boolean
  /** The point that stands out, such as the one under the pointer in the list beside. */
  selected?: string | undefined
  /** Names written on the ground, such as those of sites. */
  names?: PlaceName[]
  /** Told what part of the world is seen, whenever that has changed. */
  onSeen?: (bounds: Bounds) => void
  className?: string
}

const CLOSE_ENOUGH = 14

/** Points on a map. A list of them beside it is the way for keyboards and screen readers; the marks answer to both as well. */
export default function PointMap({ label, points, onOpen, clusters: clustered = true, selected, names = [], onSeen, className }: PointMapProps) {
  const { t } = useTranslation('workOrders')
  const ground = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<Engine | undefined>()
  const [failed, setFailed] = useState(false)
  const [seen, setSeen] = useState<{ zoom: number; bounds: Bounds } | undefined>()
  const [open, setOpen] = useState<Cluster<MapPoint>>()
  const touched = useRef(false)
  const tell = useRef(onSeen)
  tell.current = onSeen

  useEffect(() => {
    let made: Engine
    try {
      made = makeMap(ground.current!, label)
    } catch {
      return setFailed(true)
    }
    const moved = () => {
      const bounds = boundsSeen(made)
      setSeen({ zoom: made.getZoom(), bounds })
      tell.current?.(bounds)
    }
    made.on('moveend', moved)
    made.on('dragstart', () => (touched.current = true))
    made.on('wheel', () => (touched.current = true))
    made.on('click', () => setOpen(undefined))
    made.once('load', moved)
    setMap(made)
    const media = matchMedia('(prefers-color-scheme: dark)')
    const themed = () => recolour(made)
    media.addEventListener('change', themed)
    const theme = new MutationObserver(themed)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      media.removeEventListener('change', themed)
      theme.disconnect()
      setMap(undefined)
      made.remove()
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- one map for the life of the screen
  }, [])

  const fit = useCallback(
    (some: MapPoint[], maxZoom = CLOSE_ENOUGH) => {
      const bounds = boundsOf(some)
      if (bounds) map?.fitBounds([bounds.west, bounds.south, bounds.east, bounds.north], { padding: 56, maxZoom, duration: 0 })
    },
    [map],
  )
  const key = points.map(({ id }) => id).join()
  useEffect(() => {
    if (!touched.current) fit(points)
    setOpen(undefined)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same points anew need no new place
  }, [fit, key])

  const zoom = seen && Math.round(seen.zoom * 2) / 2
  const marks = useMemo(() => {
    if (zoom === undefined) return []
    return clustered ? clusters(points, zoom) : points.map((point) => ({ ...point, points: [point] }))
  }, [points, zoom, clustered])
  const near = seen && marks.filter((mark) => within(mark, seen.bounds))
  const written = useMemo(() => (seen ? apart(names.filter((name) => within(name, seen.bounds)), seen.zoom) : []), [names, seen])

  const press = (mark: Cluster<MapPoint>) => {
    if (mark.points.length === 1 || together(mark.points) || (seen && seen.zoom > 17)) return setOpen(mark)
    touched.current = true
    fit(mark.points, 18)
  }
  if (failed) return <Empty title={t('map.failed')} className={className}>{t('map.failedHelp')}</Empty>
  return (
    <div className={clsx('relative isolate overflow-hidden', className)}>
      <div ref={ground} className="h-full w-full font-sans" />
      <div className="absolute top-2.5 right-2.5 z-3 flex flex-col gap-1">
        <IconButton look="plain" icon={Plus} label={t('map.zoomIn')} onClick={() => map?.zoomIn()} />
        <IconButton look="plain" icon={Minus} label={t('map.zoomOut')} onClick={() => map?.zoomOut()} />
        <IconButton
          look="plain"
          icon={Maximize}
          label={t('map.fit')}
          onClick={() => {
            touched.current = false
            fit(points)
          }}
        />
      </div>
      {map && seen && (
        <>
          {written.map(({ id, name, latitude, longitude }) => (
            <Mark key={id} map={map} latitude={latitude} longitude={longitude} anchor="top">
              <span aria-hidden className="pointer-events-none block max-w-40 truncate pt-4 font-sans text-xs text-muted">{name}</span>
            </Mark>
          ))}
          {near?.map((mark) => {
            const chosen = !!selected && mark.points.some(({ id }) => id === selected)
            return (
              <Mark key={mark.id} map={map} latitude={mark.latitude} longitude={mark.longitude} above={chosen}>
                <Dot mark={mark} chosen={chosen} press={() => press(mark)} />
              </Mark>
            )
          })}
          {open && (
            <Mark map={map} latitude={open.latitude} longitude={open.longitude} anchor="bottom" above>
              <Inside points={open.points} onOpen={onOpen} onClose={() => setOpen(undefined)} />
            </Mark>
          )}
        </>
      )}
    </div>
  )
}

const within = ({ latitude, longitude }: { latitude: number; longitude: number }, { west, east, south, north }: Bounds) =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north

/** A point in its colour, or how many there are, ringed where one of them is grave. */
function Dot({ mark, chosen, press }: { mark: Cluster<MapPoint>; chosen: boolean; press: () => void }) {
  const { t } = useTranslation('workOrders')
  const many = mark.points.length
  const [first] = mark.points
  const grave = many > 1 && mark.points.some(({ tone }) => tone === 'bad')
  return (
    <button
      type="button"
      aria-label={many === 1 ? first!.title : t('map.here', { count: many })}
      title={many === 1 ? first!.title : undefined}
      onClick={(event) => {
        event.stopPropagation()
        press()
      }}
      className="grid size-8 place-items-center rounded-full font-sans pointer-coarse:size-11"
    >
      <span
        aria-hidden
        className={clsx(
          'grid place-items-center rounded-full border-2 text-xs font-semibold',
          many === 1 ? clsx('size-4 border-raised', DOTS[first!.tone ?? 'accent']) : clsx('bg-accent text-on-accent', many < 100 ? 'size-7' : 'h-7 px-2', grave ? 'border-bad' : 'border-raised'),
          chosen && 'outline-3 outline-focus',
        )}
      >
        {many > 1 && count(many)}
      </span>
    </button>
  )
}

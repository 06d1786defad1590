import { type Location, listLocations, restoreLocation, type Site } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore, DoorOpen, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'
import { Empty, Read } from '@/ui/states'
import { linesOf, Tree } from '@/ui/tree'
import { LocationForm } from './LocationForm'
import { LocationActs, LocationLine } from './LocationLine'
import { below, inside } from './locations'
import { PublicPage } from './PublicPage'
import { TOUCHED, useLocationActs, useLocations } from './useLocations'

type Over = { form: { location?: Location; parent?: Location } } | { page: Location } | { removed: true }

/** The buildings, floors, rooms and areas of a site. */
export function Locations({ site }: { site: Site }) {
  const { t } = useTranslation('places')
  const { may, household } = useAccount()
  const { query, tree } = useLocations(site)
  const { move, remove } = useLocationActs()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [over, setOver] = useState<Over>()
  const writes = may('places:write')
  const open = useMemo(() => new Set((query.data ?? []).map(({ id }) => id).filter((id) => !closed.has(id))), [query.data, closed])
  const lines = useMemo(() => linesOf((parent) => below(tree, parent), (location) => location.id, open), [tree, open])
  const toggle = ({ id }: Location, on: boolean) =>
    setClosed((before) => {
      const next = new Set(before)
      if (on) next.delete(id)
      else next.add(id)
      return next
    })
  const drop = (location: Location, target: Location | null) => {
    if ((location.parentId ?? null) === (target?.id ?? null) || (target && inside(tree, location.id).has(target.id))) return
    move.mutate({ location, parentId: target?.id ?? null })
  }
  const close = () => setOver(undefined)
  const add = (look: 'plain' | 'primary') => <Button look={look} icon={Plus} onClick={() => setOver({ form: {} })}>{t('location.create')}</Button>
  return (
    <div className="flex h-full flex-col">
      {writes && (
        <div className="flex items-center gap-2 px-4 py-3 sm:px-6">
          {add('plain')}
          <Button look="quiet" icon={ArchiveRestore} className="ml-auto" onClick={() => setOver({ removed: true })}>{t('location.removed')}</Button>
        </div>
      )}
      <div className="min-h-0 flex-1 border-t">
        <Read query={query}>
          {(all) =>
            all.length === 0 ? (
              <Empty icon={DoorOpen} title={t('location.none')} action={writes && add('plain')}>{t('location.noneAbout')}</Empty>
            ) : (
              <Tree
                label={t('location.tree', { name: site.name })}
                lines={lines}
                nameOf={({ name }) => name}
                useLeaf={({ id }) => below(tree, id).nodes.length === 0}
                onToggle={toggle}
                onOpen={(location) => writes && setOver({ form: { location } })}
                drag={writes ? { onto: drop, top: t('location.top', { name: site.name }) } : undefined}
                render={(location) => <LocationLine location={location} />}
                acts={(location) => (
                  <LocationActs
                    location={location}
                    onEdit={() => setOver({ form: { location } })}
                    onAdd={() => setOver({ form: { parent: location } })}
                    onPage={() => setOver({ page: location })}
                    onRemove={() => remove.mutate(location)}
                  />
                )}
              />
            )
          }
        </Read>
      </div>
      {over && 'form' in over && <LocationForm site={site} usual={household ? 'room' : 'area'} {...over.form} onClose={close} />}
      {over && 'page' in over && (
        <Dialog open onClose={close} title={t('public.of', { name: over.page.name })}>
          <PublicPage bare thing={{ locationId: over.page.id }} name={over.page.name} />
        </Dialog>
      )}
      {over && 'removed' in over && <Removed site={site} onClose={close} />}
    </div>
  )
}

/** Locations that were deleted and can come back. */
function Removed({ site, onClose }: { site: Site; onClose: () => void }) {
  const { t } = useTranslation('places')
  const query = useQuery({
    queryKey: [{ _id: 'listLocations', removed: site.id }],
    queryFn: () => listLocations({ query: { siteId: [site.id], deleted: true, limit: 200 } }),
  })
  const restore = useAct({
    do: (location: Location) => restoreLocation({ path: { location_id: location.id } }),
    touches: TOUCHED,
    done: ({ name }) => t('restored', { name }),
  })
  return (
    <Dialog open onClose={onClose} title={t('location.removed')}>
      <Read query={query} lines={3}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t('empty.noneDeleted')}</p>
          ) : (
            <ul className="divide-y">
              {data.map((location) => (
                <li key={location.id} className="flex items-center gap-2 py-1.5">
                  <span className="min-w-0 flex-1 truncate" title={location.name}>{location.name}</span>
                  <Button size="sm" aria-label={`${t('common:restore')}: ${location.name}`} onClick={() => restore.mutate(location)}>{t('common:restore')}</Button>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Dialog>
  )
}

import { deletePortalPlace, replacePortalCode, restorePortalPlace, updatePortalPlace } from '@fettle/client'
import { listPortalPlacesInfiniteOptions, listPortalUsageOptions } from '@fettle/client/queries'
import type { Place } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { Ellipsis, ExternalLink, Power, Printer, QrCode, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { useAct, usePages } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Confirm, Menu } from '@/ui/overlay'
import { Empty, Failed, Loading } from '@/ui/states'
import { Labels } from './Labels'

/** The pages that are open, each with its address and code. */
export function Places() {
  const { t } = useTranslation('portal')
  const { rows, query } = usePages<Place>(listPortalPlacesInfiniteOptions({ query: {} }))
  const { data: usage } = useQuery(listPortalUsageOptions({ query: { limit: 200 } }))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [printing, setPrinting] = useState(false)
  if (query.isPending) return <Loading />
  if (query.isError && rows.length === 0) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (rows.length === 0) {
    return (
      <Empty icon={QrCode} title={t('none')}>
        {t('noneHelp')}
      </Empty>
    )
  }
  const sent = new Map(usage?.data.map((use) => [use.placeId, use.requests]))
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <div className="max-w-4xl">
      <div className="mb-2 flex items-center gap-3">
        <p className="text-muted">{t('chosen', { count: chosen.size })}</p>
        <Button icon={Printer} disabled={chosen.size === 0} className="ml-auto" onClick={() => setPrinting(true)}>
          {t('print')}
        </Button>
      </div>
      <ul className="divide-y overflow-hidden rounded-lg border bg-raised">
        {rows.map((place) => (
          <Line key={place.id} place={place} requests={sent.get(place.id)} chosen={chosen.has(place.id)} onChoose={() => toggle(place.id)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common:more')}
        </Button>
      )}
      {printing && <Labels ids={[...chosen]} onClose={() => setPrinting(false)} />}
    </div>
  )
}

function Line({ place, requests, chosen, onChoose }: { place: Place; requests: number | undefined; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('portal')
  const { may } = useAccount()
  const [replacing, setReplacing] = useState(false)
  const path = { place_id: place.id }
  const touches = ['Portal']
  const toggle = useAct({ do: () => updatePortalPlace({ path, body: { open: !place.open }, headers: ifMatch(place.version) }), touches, done: place.open ? t('closed') : t('opened') })
  const replace = useAct({ do: () => replacePortalCode({ path }), touches, done: t('replaced'), then: () => setReplacing(false) })
  const remove = useAct({ do: () => deletePortalPlace({ path, headers: ifMatch(place.version) }), touches, done: t('removed'), undo: () => restorePortalPlace({ path }) })
  return (
    <li className="flex flex-wrap items-center gap-3 px-3 py-2">
      <input type="checkbox" aria-label={t('choose', { name: place.name })} checked={chosen} onChange={onChoose} className="size-4 accent-(--accent)" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{place.name}</span>
        <code className="text-sm text-muted">/r/{place.code}</code>
      </span>
      {requests !== undefined && <span className="text-sm text-muted">{t('requests', { count: requests })}</span>}
      {!place.open && <Badge>{t('isClosed')}</Badge>}
      <a href={`/r/${place.code}`} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 text-sm link">
        {t('see')}
        <ExternalLink aria-hidden className="size-3.5" />
      </a>
      {may('portal:write') && (
        <Menu
          label={t('common:more')}
          trigger={<IconButton size="sm" icon={Ellipsis} label={t('moreOf', { name: place.name })} />}
          items={[
            { label: place.open ? t('close') : t('openAgain'), icon: Power, onSelect: () => toggle.mutate() },
            { label: t('replace'), icon: RefreshCw, onSelect: () => setReplacing(true) },
            { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate() },
          ]}
        />
      )}
      <Confirm open={replacing} onClose={() => setReplacing(false)} title={t('replace')} verb={t('replaceVerb')} busy={replace.isPending} onConfirm={() => replace.mutate()}>
        {t('replaceHelp')}
      </Confirm>
    </li>
  )
}

import { openPortalPlace, updatePortalPlace } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { Copy, Printer, QrCode } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { findPlace, type Labelled, printLabels } from '@/lib/labels'
import { useAct } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Panel } from '@/ui/page'
import { Qr } from '@/ui/qr'
import { Read } from '@/ui/states'
import { tell } from '@/ui/toast'

/** Asks for the portal page of a thing or place; null for none. */
export function usePublicPage(thing: Labelled) {
  return useQuery({ queryKey: [{ _id: 'listPortalPlaces', of: thing }], queryFn: async () => (await findPlace(thing)) ?? null })
}

/** The page behind the QR code of a place, where anybody reports what is wrong. */
export function PublicPage({ thing, name, bare = false }: { thing: Labelled; name: string; bare?: boolean }) {
  const { t } = useTranslation('places')
  const { may } = useAccount()
  const query = usePublicPage(thing)
  const writes = may('portal:write')
  const touches = ['Portal']
  const open = useAct({ do: () => openPortalPlace({ body: thing }), touches, done: t('public.opened', { name }) })
  const print = useAct({ do: () => printLabels([thing]), touches })
  const change = useAct({
    do: ({ id, version, on }: { id: string; version: number | undefined; on: boolean }) => updatePortalPlace({ path: { place_id: id }, body: { open: on }, headers: ifMatch(version) }),
    touches,
    done: (_place, { on }) => t(on ? 'public.opened' : 'public.closed', { name }),
  })
  const inside = (
    <Read query={query} lines={3}>
      {(place) =>
        !place ? (
          <>
            <p className="mb-3 text-muted">{t('public.about')}</p>
            {writes && <Button icon={QrCode} busy={open.isPending} onClick={() => open.mutate()}>{t('public.open')}</Button>}
          </>
        ) : (
          <div className="flex flex-wrap gap-4">
            <Qr text={place.url ?? ''} label={t('public.code', { name })} className="size-32 shrink-0 rounded-md border" />
            <div className="flex min-w-40 flex-1 flex-col items-start gap-2">
              <Badge tone={place.open ? 'good' : 'quiet'}>{t(place.open ? 'public.isOpen' : 'public.isClosed')}</Badge>
              <a href={place.url} target="_blank" rel="noreferrer" className="link text-sm break-all">{place.url?.replace(/^https?:\/\//, '')}</a>
              <div className="flex flex-wrap gap-1">
                <Button size="sm" icon={Printer} busy={print.isPending} onClick={() => print.mutate()}>{t('public.print')}</Button>
                <Button size="sm" icon={Copy} onClick={() => void navigator.clipboard.writeText(place.url ?? '').then(() => tell(t('public.copied')))}>{t('public.copy')}</Button>
                {writes && (
                  <Button size="sm" look="quiet" busy={change.isPending} onClick={() => change.mutate({ id: place.id, version: place.version, on: !place.open })}>
                    {t(place.open ? 'public.close' : 'public.reopen')}
                  </Button>
                )}
              </div>
            </div>
          </div>
        )
      }
    </Read>
  )
  return bare ? inside : <Panel title={t('public.title')}>{inside}</Panel>
}

import { type ListedAsset } from '@fettle/client'
import { getAssetOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Info } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChoice } from '@/lib/records'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { RecordPicker } from '@/ui/picker'
import { reasonOf } from '@/ui/toast'
import { useMove } from './moving'

export interface Onto {
  parentId: string | null
  siteId: string | null
}

interface Props {
  asset: ListedAsset
  /** Where it was dropped; without it the dialog begins with where it is. */
  onto?: Onto
  onClose: () => void
}

/** Where an asset goes: into another one, to a site, to a location. Says beforehand what comes along. */
export function MoveDialog({ asset, onto, onClose }: Props) {
  const { t } = useTranslation('assets')
  const [parentId, setParent] = useState(onto ? onto.parentId : (asset.parentId ?? null))
  const [siteId, setSite] = useState(onto ? onto.siteId : (asset.siteId ?? null))
  const [locationId, setLocation] = useState(asset.locationId ?? null)
  const { data: detail } = useQuery(getAssetOptions({ path: { asset_id: asset.id } }))
  const { data: parent } = useQuery({ ...getAssetOptions({ path: { asset_id: parentId ?? '' } }), enabled: parentId !== null })
  const move = useMove()

  const goesTo = parent ? (parent.siteId ?? null) : siteId
  const site = useChoice('site', goesTo)
  const changesSite = goesTo !== (asset.siteId ?? null)
  const parts = detail?.childCount ?? 0
  const place = changesSite && locationId === asset.locationId ? null : locationId
  const changed = parentId !== (asset.parentId ?? null) || changesSite || place !== (asset.locationId ?? null)
  const notes = [
    changesSite && (goesTo === null ? t('move.leavesSite') : t('move.toSite', { site: site?.label ?? '…' })),
    parts > 0 && t('move.withParts', { count: parts }),
    parts > 0 && changesSite && t('move.partsLose'),
    changesSite && asset.locationId && !place && t('move.loses', { location: asset.locationName }),
  ].filter(Boolean)

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('move.title', { name: asset.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button look="primary" disabled={!changed} busy={move.isPending} onClick={() => move.mutate({ asset, to: { parentId, siteId: goesTo, locationId: place } }, { onSuccess: onClose })}>
            {t('move.do')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('field.parent')} hint={t('move.parentHint')}>
          {(ids) => <RecordPicker ids={ids} kind="asset" value={parentId} placeholder={t('move.noParent')} onChange={(id) => setParent(id as string | null)} />}
        </Field>
        {parentId === null && (
          <Field label={t('field.site')}>
            {(ids) => (
              <RecordPicker
                ids={ids}
                kind="site"
                value={siteId}
                onChange={(id) => {
                  setSite(id as string | null)
                  setLocation(id === asset.siteId ? (asset.locationId ?? null) : null)
                }}
              />
            )}
          </Field>
        )}
        {goesTo !== null && (
          <Field label={t('field.location')}>
            {(ids) => <RecordPicker ids={ids} kind="location" within={{ siteId: [goesTo] }} value={place} onChange={(id) => setLocation(id as string | null)} />}
          </Field>
        )}
        {changed && notes.length > 0 && (
          <div role="status" className="flex flex-col gap-1 rounded-md bg-info-soft px-3 py-2 text-sm text-info">
            {notes.map((note) => (
              <p key={String(note)} className="flex gap-2">
                <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
                {note}
              </p>
            ))}
          </div>
        )}
        {move.isError && <p role="alert" className="text-sm text-bad">{reasonOf(move.error)}</p>}
      </div>
    </Dialog>
  )
}

import type { FileView } from '@fettle/client'
import clsx from 'clsx'
import { FileText, ImageOff, LoaderCircle, MoreHorizontal, ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient, readAnew } from '@/lib/query'
import { day, size } from '@/lib/format'
import { IconButton } from '../button'
import { Menu, type MenuItem } from '../overlay'
import { extensionOf, isPicture } from './kinds'

export type ItemsOf = (file: FileView) => Array<MenuItem | '-' | false>

/** The address of a picture lasts minutes; when it has run out, the list is asked for new ones. */
export function addressesRanOut(): void {
  void readAnew(queryClient, ['listFiles'])
}

function Still({ file }: { file: FileView }): ReactNode {
  const { t } = useTranslation('records')
  const harmful = file.state === 'quarantined'
  if (harmful || file.state === 'refused') {
    return (
      <span className="flex flex-col items-center gap-1 p-2 text-center text-xs text-bad">
        <ShieldAlert aria-hidden className="size-5" />
        {file.reason ?? t(harmful ? 'files.quarantined' : 'files.refused')}
      </span>
    )
  }
  if (file.state === 'checking' || (file.preview === 'waiting' && !file.thumbnailUrl)) {
    return (
      <span className="flex flex-col items-center gap-1 text-xs text-muted">
        <LoaderCircle aria-hidden className="size-5 animate-spin" />
        {t('files.state.checking')}
      </span>
    )
  }
  return <ImageOff aria-hidden className="size-5 text-faint" />
}

/** A small picture that opens the large one. */
export function Thumb({ file, onOpen, items, className }: { file: FileView; onOpen: () => void; items: ReturnType<ItemsOf>; className?: string }) {
  const { t } = useTranslation('records')
  const source = file.thumbnailUrl ?? (file.preview === 'none' || file.preview === 'failed' ? file.contentUrl : null)
  return (
    <figure className={clsx('group relative min-w-0', className)}>
      <button
        type="button"
        onClick={onOpen}
        disabled={file.state !== 'stored'}
        aria-label={t('files.open', { name: file.caption || file.name })}
        className="grid aspect-4/3 w-full place-items-center overflow-hidden rounded-md border bg-sunken"
      >
        {file.state === 'stored' && source ? <img src={source} alt="" loading="lazy" onError={addressesRanOut} className="size-full object-cover" /> : <Still file={file} />}
      </button>
      {file.caption && <figcaption className="mt-0.5 truncate text-xs text-muted" title={file.caption}>{file.caption}</figcaption>}
      {items.some(Boolean) && (
        <Menu
          label={t('files.actsOn', { name: file.name })}
          items={items}
          trigger={<IconButton size="sm" look="plain" icon={MoreHorizontal} label={t('files.actsOn', { name: file.name })} className="absolute! top-1 right-1" />}
        />
      )}
    </figure>
  )
}

/** A document in a list: opens in a new tab. */
export function DocumentRow({ file, items }: { file: FileView; items: ReturnType<ItemsOf> }) {
  const { t } = useTranslation('records')
  return (
    <li className="flex min-h-9 items-center gap-2 border-b py-1 last:border-b-0">
      <FileText aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        {file.contentUrl ? (
          <a href={file.contentUrl} target="_blank" rel="noreferrer" className="link block truncate" title={file.name}>
            {file.caption || file.name}
          </a>
        ) : (
          <span className="block truncate" title={file.name}>{file.name}</span>
        )}
        <p className="truncate text-xs text-muted">
          {[t(`files.role.${file.role}`), extensionOf(file.name).toUpperCase(), size(file.sizeBytes), day(file.createdAt)].filter(Boolean).join(' · ')}
          {file.state !== 'stored' && <span className="text-bad"> {file.reason ?? t(file.state === 'checking' ? 'files.state.checking' : 'files.refused')}</span>}
        </p>
      </div>
      {items.some(Boolean) && (
        <Menu
          label={t('files.actsOn', { name: file.name })}
          items={items}
          trigger={<IconButton size="sm" icon={MoreHorizontal} label={t('files.actsOn', { name: file.name })} />}
        />
      )}
    </li>
  )
}

export { isPicture }

import type { FileView } from '@fettle/client'
import clsx from 'clsx'
import { Columns2, Download, Image, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '../button'
import type { MenuItem } from '../overlay'
import { Failed, Skeleton } from '../states'
import { AddFiles, Drop } from './AddFiles'
import { Caption } from './Caption'
import { isPicture, pairs, usualRole } from './kinds'
import { Lightbox, type Sheet } from './Lightbox'
import { DocumentRow, Thumb } from './Thumb'
import { type FileOwner, type FileRole, upload, useUploads } from './upload'
import { Uploading } from './Uploading'
import { useFileActs, useFiles, useMayChange } from './useFiles'

export interface FilesProps {
  record: FileOwner
  /** Pictures before and after the work stand side by side. */
  compare?: boolean
  /** What a file can be said to be. */
  roles?: FileRole[]
  /** Nothing can be added or changed. */
  readOnly?: boolean
}

/** The pictures and documents of a record: add by button or drop, look at, name, remove. */
export function FilesInside({ record, compare = false, roles = compare ? ['before', 'after', 'detail', 'document'] : ['detail', 'document'], readOnly = false }: FilesProps) {
  const { t } = useTranslation('records')
  const { may } = useAccount()
  const { query, files } = useFiles(record)
  const uploads = useUploads(record)
  const mayChange = useMayChange()
  const { change, remove } = useFileActs(record)
  const [light, setLight] = useState<{ sheets: Sheet[]; at: number }>()
  const [captioned, setCaptioned] = useState<FileView>()
  const adds = !readOnly && may('files:create')
  const add = (role?: FileRole) => (adds ? (chosen: File[]) => chosen.forEach((file) => upload(record, [file], role ?? usualRole(file))) : undefined)

  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <Waiting />

  const pictures = files.filter(isPicture)
  const documents = files.filter((file) => !isPicture(file))
  const before = compare ? pictures.filter(({ role }) => role === 'before') : []
  const after = compare ? pictures.filter(({ role }) => role === 'after') : []
  const others = pictures.filter((file) => !before.includes(file) && !after.includes(file))
  const open = (all: FileView[]) => (file: FileView) => setLight({ sheets: all.map((each) => [each]), at: all.indexOf(file) })
  const items = (file: FileView): Array<MenuItem | '-' | false> => [
    file.contentUrl !== null && { label: t('files.download'), icon: Download, onSelect: () => window.open(file.contentUrl!, '_blank', 'noopener') },
    ...(!readOnly && mayChange(file)
      ? [
          { label: t('files.caption'), icon: Pencil, onSelect: () => setCaptioned(file) },
          '-' as const,
          ...roles.map((role) => ({ label: t(`files.role.${role}`), checked: file.role === role, onSelect: () => change.mutate({ file, patch: { role } }) })),
          '-' as const,
          { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate(file) },
        ]
      : []),
  ]
  const grid = (all: FileView[], className = 'grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))]') => (
    <div className={`grid gap-2 ${className}`}>
      {all.map((file) => <Thumb key={file.id} file={file} onOpen={() => open(all)(file)} items={items(file)} />)}
    </div>
  )
  const column = (role: 'before' | 'after', all: FileView[]) => (
    <Drop onFiles={add(role)} className="min-w-0">
      <div className="mb-1.5 flex min-h-7 items-center gap-2">
        <h3 className="text-sm font-semibold">{t(`files.role.${role}`)}</h3>
        {adds && (
          <span className="ml-auto">
            <AddFiles label={t('common:add')} name={t(`files.add.${role}`)} pictures onFiles={add(role)!} />
          </span>
        )}
      </div>
      {all.length ? grid(all, 'grid-cols-[repeat(auto-fill,minmax(8rem,1fr))]') : (
        <p className="grid min-h-20 place-items-center rounded-md border border-dashed p-3 text-center text-sm text-muted">{t(role === 'before' ? 'files.noBefore' : 'files.noAfter')}</p>
      )}
      <div className="mt-2 empty:hidden"><Uploading uploads={uploads.filter((each) => each.role === role)} /></div>
    </Drop>
  )
  const rest = uploads.filter(({ role }) => !compare || (role !== 'before' && role !== 'after'))
  const none = others.length === 0 && documents.length === 0
  return (
    <div className="flex flex-col gap-4">
      {compare && (
        <div>
          <div className="grid gap-4 sm:grid-cols-2">
            {column('before', before)}
            {column('after', after)}
          </div>
          {before.length > 0 && after.length > 0 && (
            <Button size="sm" icon={Columns2} className="mt-3" onClick={() => setLight({ sheets: pairs(before, after), at: 0 })}>
              {t('files.compare')}
            </Button>
          )}
        </div>
      )}
      <Drop onFiles={add()} className={clsx('min-w-0 flex-col gap-2', compare && none && !adds ? 'hidden' : 'flex')}>
        <div className="flex min-h-7 items-center gap-2">
          {compare && <h3 className="text-sm font-semibold">{t('files.others')}</h3>}
          {!compare && none && <p className="flex items-center gap-2 text-muted"><Image aria-hidden className="size-4" />{t('files.none')}</p>}
          {adds && (
            <span className="ml-auto">
              <AddFiles label={t('files.addFiles')} onFiles={add()!} />
            </span>
          )}
        </div>
        {others.length > 0 && grid(others)}
        {documents.length > 0 && <ul>{documents.map((file) => <DocumentRow key={file.id} file={file} items={items(file)} />)}</ul>}
        <Uploading uploads={rest} />
      </Drop>
      {light && <Lightbox {...light} onTurn={(at) => setLight({ ...light, at })} onClose={() => setLight(undefined)} />}
      {captioned && <Caption file={captioned} onSave={(caption) => change.mutate({ file: captioned, patch: { caption } })} onClose={() => setCaptioned(undefined)} />}
    </div>
  )
}

function Waiting() {
  const { t } = useTranslation()
  return (
    <div role="status" className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-2">
      <span className="sr-only">{t('loading')}</span>
      {[1, 2, 3].map((each) => <Skeleton key={each} className="aspect-4/3" />)}
    </div>
  )
}

import type { FileView } from '@fettle/client'
import clsx from 'clsx'
import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { moment } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { Badge } from '../badge'
import { buttonClass, IconButton } from '../button'
import { addressesRanOut } from './Thumb'

/** One page of the lightbox: a picture, or a pair of before and after. */
export type Sheet = Array<FileView | undefined>

/** Pictures over the whole window: arrow keys turn, Escape closes. */
export function Lightbox({ sheets, at, onTurn, onClose }: { sheets: Sheet[]; at: number; onTurn: (at: number) => void; onClose: () => void }) {
  const { t } = useTranslation('records')
  const sheet = sheets[at]
  if (!sheet) return null
  const turn = (step: number) => onTurn((at + step + sheets.length) % sheets.length)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-50 flex flex-col bg-paper focus:outline-none"
          onKeyDown={(event) => {
            const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
            if (step && sheets.length > 1) turn(step)
          }}
        >
          <div className="flex items-center gap-2 border-b px-3 py-2">
            <Dialog.Title className="min-w-0 flex-1 truncate text-base font-semibold">
              {sheet.length > 1 ? t('files.comparing') : (sheet[0]?.caption || sheet[0]?.name)}
            </Dialog.Title>
            {sheets.length > 1 && <span className="text-sm text-muted">{t('files.position', { at: at + 1, of: sheets.length })}</span>}
            <Dialog.Close aria-label={t('common:close')} className={clsx(buttonClass('quiet'), 'px-2')}>
              <X aria-hidden className="size-4" />
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 items-center gap-1 px-1">
            {sheets.length > 1 && <IconButton icon={ChevronLeft} label={t('files.previous')} onClick={() => turn(-1)} />}
            <div className={clsx('grid h-full min-w-0 flex-1 gap-2 py-2', sheet.length > 1 && 'max-sm:grid-rows-2 sm:grid-cols-2')}>
              {sheet.map((file, place) => <Large key={file?.id ?? place} file={file} role={sheet.length > 1 ? (place ? 'after' : 'before') : undefined} />)}
            </div>
            {sheets.length > 1 && <IconButton icon={ChevronRight} label={t('files.next')} onClick={() => turn(1)} />}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Large({ file, role }: { file: FileView | undefined; role: 'before' | 'after' | undefined }) {
  const { t } = useTranslation('records')
  const name = usePersonName()
  if (!file) return <p className="grid place-items-center rounded-md bg-sunken text-muted">{t(role === 'after' ? 'files.noAfter' : 'files.noBefore')}</p>
  return (
    <figure className="flex min-h-0 min-w-0 flex-col">
      <div className="relative min-h-0 flex-1">
        <img src={file.previewUrl ?? file.contentUrl ?? ''} alt={file.caption || file.name} onError={addressesRanOut} className="absolute inset-0 size-full object-scale-down" />
      </div>
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-1 px-1 pt-2 text-sm text-muted">
        <Badge tone={file.role === 'before' ? 'warn' : file.role === 'after' ? 'good' : 'quiet'}>{t(`files.role.${file.role}`)}</Badge>
        {file.caption && <span className="text-ink">{file.caption}</span>}
        <span>{[name(file.createdBy), moment(file.takenAt ?? file.createdAt)].filter(Boolean).join(' · ')}</span>
        {file.contentUrl && (
          <a href={file.contentUrl} download={file.name} target="_blank" rel="noreferrer" className={clsx(buttonClass('quiet', 'sm'), 'ml-auto')}>
            <Download aria-hidden className="size-4" />
            {t('files.download')}
          </a>
        )}
      </figcaption>
    </figure>
  )
}

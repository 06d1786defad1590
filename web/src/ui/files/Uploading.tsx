import { RotateCw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { percent, size } from '@/lib/format'
import { Problem } from '@fettle/kit/problems'
import { IconButton } from '../button'
import { reasonOf } from '../toast'
import { cancelUpload, retryUpload, type Upload } from './upload'

const whyNot = (error: unknown) => (error instanceof Problem ? error.faults[0]?.code : undefined)

/** What is on its way to the server, how far, and what became of it. */
export function Uploading({ uploads }: { uploads: Upload[] }) {
  const { t } = useTranslation('records')
  if (uploads.length === 0) return null
  return (
    <ul className="flex flex-col gap-1.5" aria-label={t('files.uploads')}>
      {uploads.map(({ id, file, sent, state, error, worthRetrying }) => (
        <li key={id} className="flex items-center gap-2 rounded-md border px-2 py-1.5 text-sm">
          <div className="min-w-0 flex-1">
            <p className="flex gap-2">
              <span className="truncate" title={file.name}>{file.name}</span>
              <span className="ml-auto shrink-0 text-muted">{state === 'sending' ? percent(Math.round(sent * 100)) : size(file.size)}</span>
            </p>
            {state === 'failed' ? (
              <p role="alert" className="text-bad">
                {t('files.failed')} {whyNot(error) === 'unknown_type' ? t('files.unknownType') : reasonOf(error)}
              </p>
            ) : (
              <>
                <p className="sr-only" role="status">{t(`files.state.${state}`)}</p>
                <progress
                  aria-label={t('files.progress', { name: file.name })}
                  value={state === 'checking' ? undefined : sent}
                  max={1}
                  className="block h-1 w-full appearance-none overflow-hidden rounded-sm bg-quiet-soft accent-(--accent) [&::-webkit-progress-bar]:bg-quiet-soft [&::-webkit-progress-value]:bg-accent"
                />
              </>
            )}
          </div>
          {state === 'failed' && worthRetrying && <IconButton size="sm" icon={RotateCw} label={t('files.retry', { name: file.name })} onClick={() => retryUpload(id)} />}
          <IconButton size="sm" icon={X} label={t(state === 'failed' ? 'files.dismiss' : 'files.cancel', { name: file.name })} onClick={() => cancelUpload(id)} />
        </li>
      ))}
    </ul>
  )
}

import clsx from 'clsx'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Paperclip } from 'lucide-react'
import { Button, type ButtonLook } from '../button'
import { ACCEPT } from './kinds'

/** A button that lets choose files, on a telephone also from the camera. */
export function AddFiles({
  label,
  onFiles,
  pictures = false,
  look = 'quiet',
  name,
}: {
  label: string
  onFiles: (files: File[]) => void
  /** Pictures alone, so that a telephone offers its camera first. */
  pictures?: boolean
  look?: ButtonLook
  /** What a screen reader says, where `label` alone would not tell this button from the next. */
  name?: string
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="sm" look={look} icon={Paperclip} aria-label={name} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={pictures ? 'image/*' : ACCEPT}
        data-testid="choose-files"
        aria-label={name ?? label}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}

/** A place that takes files dropped on it. */
export function Drop({ onFiles, className, children }: { onFiles: ((files: File[]) => void) | undefined; className?: string; children: ReactNode }) {
  const { t } = useTranslation('records')
  const [over, setOver] = useState(0)
  const withFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  if (!onFiles) return <div className={className}>{children}</div>
  return (
    <div
      className={clsx('relative', className)}
      onDragEnter={(event) => withFiles(event) && setOver((depth) => depth + 1)}
      onDragLeave={(event) => withFiles(event) && setOver((depth) => Math.max(0, depth - 1))}
      onDragOver={(event) => withFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!withFiles(event)) return
        event.preventDefault()
        setOver(0)
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
      {over > 0 && (
        <p className="pointer-events-none absolute inset-0 z-10 grid place-items-center rounded-md border-2 border-dashed border-accent bg-accent-soft text-sm font-medium text-accent">
          {t('files.drop')}
        </p>
      )}
    </div>
  )
}

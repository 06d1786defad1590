import clsx from 'clsx'
import { FileSpreadsheet, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { count, size } from '@/lib/format'
import { Button } from '@/ui/button'

interface Props {
  file: File | undefined
  onFile: (file: File) => void
  rows: number | undefined
  columns: number | undefined
}

/** A place to drop a file, with a button for those who do not drag. */
export function ChooseFile({ file, onFile, rows, columns }: Props) {
  const { t } = useTranslation('imports')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const dropped = event.dataTransfer.files[0]
        if (dropped) onFile(dropped)
      }}
      className={clsx('flex flex-wrap items-center gap-3 rounded-md border border-dashed border-edge px-4 py-4', over && 'border-accent bg-accent-soft')}
    >
      <FileSpreadsheet aria-hidden className="size-6 text-muted" strokeWidth={1.5} />
      <div className="min-w-0 flex-1 basis-56">
        {file ? (
          <>
            <p className="truncate font-medium" title={file.name}>{file.name}</p>
            <p className="text-sm text-muted">
              {size(file.size)}
              {columns !== undefined && ` · ${t('columnsFound', { count: columns })}`}
              {rows !== undefined && ` · ${t('rowsLookedAt', { count: rows, rows: count(rows) })}`}
            </p>
          </>
        ) : (
          <>
            <p className="font-medium">{t('drop')}</p>
            <p className="text-sm text-muted">{t('dropHelp')}</p>
          </>
        )}
      </div>
      <Button icon={Upload} look={file ? 'plain' : 'primary'} onClick={() => input.current?.click()}>{file ? t('anotherFile') : t('chooseFile')}</Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        aria-label={t('chooseFile')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          if (chosen) onFile(chosen)
          event.target.value = ''
        }}
      />
    </div>
  )
}

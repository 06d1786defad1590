import { changeImportMapping, createImportMapping, type Mapping } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { count, number, size } from '@/lib/format'
import { Problem, Unreachable } from '@fettle/kit/problems'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'
import { Panel } from '@/ui/page'
import { reasonOf } from '@/ui/toast'
import type { Chosen } from './draft'
import { keepFile } from './kept'
import { Meter } from './Meter'
import { missing, settled } from './suggest'
import { send } from './upload'

interface Props {
  file: File
  mapping: Mapping
  saved: Chosen | undefined
  onSaved: (saved: Chosen) => void
}

/** Keep the mapping, send the file, and go to where its progress is shown. */
export function RunPanel({ file, mapping, saved, onSaved }: Props) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const client = useQueryClient()
  const [name, setName] = useState<string>()
  const [sent, setSent] = useState<number>()
  const [fault, setFault] = useState('')
  const [nameFault, setNameFault] = useState('')
  const end = useRef<AbortController>(undefined)
  useEffect(() => () => end.current?.abort(), [])
  useEffect(() => {
    if (sent === undefined) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [sent])

  const called = (name ?? saved?.name ?? mapping.source).trim()
  const changed = !saved || saved.said !== JSON.stringify(mapping)
  const ready = missing(mapping).length === 0 && mapping.key.length > 0 && mapping.source.trim() !== '' && called !== ''

  /** The id of the mapping as it is now: kept as it is, changed, or saved under its name. */
  const keep = async (): Promise<string> => {
    const document = settled(mapping) as never
    if (saved && !changed && called === saved.name) return saved.id
    const made = saved && called === saved.name
      ? await changeImportMapping({ path: { mapping_id: saved.id }, body: { mapping: document }, headers: ifMatch(saved.version) })
      : await createImportMapping({ body: { name: called, mapping: document } })
    onSaved({ id: made.id, name: made.name, version: made.version, said: JSON.stringify(mapping) })
    return made.id
  }
  const run = async (dryRun: boolean) => {
    setFault('')
    setNameFault('')
    setSent(0)
    end.current = new AbortController()
    try {
      const mappingId = await keep()
      const made = await send({ file, mappingId, dryRun }, setSent, end.current.signal)
      keepFile(made.id, { file, mappingId })
      void readAnew(client, ['Import'])
      await navigate({ to: '/settings/imports/$importId', params: { importId: made.id } })
    } catch (error) {
      setSent(undefined)
      if (error instanceof DOMException) return
      const atName = error instanceof Problem && (error.faults.find(({ pointer }) => pointer === '/name')?.message ?? (error.type.includes('already-exists') ? t('run.nameTaken') : undefined))
      if (atName) setNameFault(atName)
      else setFault(error instanceof Unreachable ? t('run.unreachable') : reasonOf(error))
    }
  }
  return (
    <Panel title={t('step.run')}>
      {sent === undefined ? (
        <>
          <Field
            label={t('run.name')}
            hint={saved && called === saved.name ? (changed ? t('run.willChange') : t('run.asSaved')) : t('run.willSave')}
            error={nameFault || undefined}
            className="max-w-md"
          >
            {(ids) => <input {...ids} className="control" maxLength={200} value={name ?? saved?.name ?? mapping.source} onChange={(event) => setName(event.target.value)} />}
          </Field>
          {fault && <p role="alert" className="mt-3 rounded-md bg-bad-soft px-3 py-2 text-bad">{fault}</p>}
          <div className="mt-4 flex flex-wrap items-center gap-2">
            <Button look="primary" disabled={!ready} onClick={() => void run(false)}>{t('run.now')}</Button>
            <Button disabled={!ready} onClick={() => void run(true)}>{t('run.try')}</Button>
            <p className="basis-full text-sm text-muted">{t('run.tryHelp')}</p>
          </div>
        </>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <div className="min-w-0 flex-1 basis-64">
            <Meter label={t('run.sending', { file: file.name })} percent={sent * 100} />
            <p className="mt-1 text-sm text-muted">{sent < 1 ? t('run.sent', { sent: size(file.size * sent), all: size(file.size), percent: number(sent * 100, 0) }) : t('run.checking', { bytes: count(file.size) })}</p>
          </div>
          <Button onClick={() => end.current?.abort()}>{t('common:cancel')}</Button>
        </div>
      )}
    </Panel>
  )
}

import type { Entity, Mapping } from '@fettle/client'
import { previewImport } from '@fettle/client'
import { Lock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { SettingsPage } from '@/features/settings/SettingsPage'
import { reasonOf } from '@/ui/toast'
import { Panel } from '@/ui/page'
import { Empty, Loading } from '@/ui/states'
import { ChooseFile } from './ChooseFile'
import { ENTITIES } from './fields'
import { MapFields } from './map/MapFields'
import { PreviewRows } from './PreviewRows'
import { RunPanel } from './RunPanel'
import { headOf } from './sample'
import { MappingChoice } from './map/MappingChoice'
import { type Sample, sourceName, suggested } from './suggest'
import { type Chosen, recallDraft, rememberDraft } from './draft'

const SAMPLED = 200

/** A file becomes records: choose it, say what its columns mean, look at what its rows would become, start. */
export default function NewImport() {
  const { t } = useTranslation('imports')
  const { may } = useAccount()
  const [entity, setEntity] = useState<Entity>('work_order')
  const [file, setFile] = useState<File>()
  const [head, setHead] = useState<string>()
  const [sample, setSample] = useState<Sample>()
  const [mapping, setMapping] = useState<Mapping>()
  const [saved, setSaved] = useState<Chosen>()
  const [fault, setFault] = useState('')

  const begin = (kind: Entity, found: Sample, name: string) => {
    setSaved(undefined)
    setMapping(recallDraft(kind, found.columns) ?? suggested(kind, found, sourceName(name)))
  }
  const open = async (chosen: File) => {
    setFile(chosen)
    setFault('')
    setMapping(undefined)
    setSample(undefined)
    try {
      const read = await headOf(chosen)
      const { columns, raw } = await previewImport({ body: { sample: read, limit: SAMPLED } })
      const found = { columns, rows: raw as Record<string, string>[] }
      setHead(read)
      setSample(found)
      begin(entity, found, chosen.name)
    } catch (error) {
      setFault(reasonOf(error))
    }
  }
  useEffect(() => {
    if (mapping && sample) rememberDraft(mapping, sample.columns)
  }, [mapping, sample])

  if (!may('imports:run')) return <SettingsPage title={t('new')}><Empty icon={Lock} title={t('common:problem.forbidden')}>{t('needs')}</Empty></SettingsPage>
  return (
    <SettingsPage title={t('new')}>
      <div className="flex max-w-5xl flex-col gap-4">
        <Panel title={t('step.file')}>
          <label htmlFor="import-kind" className="mb-1 block text-sm font-medium">{t('kindOfRecord')}</label>
          <select
            id="import-kind"
            className="control mb-4 max-w-72"
            value={entity}
            onChange={(event) => {
              const kind = event.target.value as Entity
              setEntity(kind)
              if (sample && file) begin(kind, sample, file.name)
            }}
          >
            {ENTITIES.map((each) => <option key={each} value={each}>{t(`entity.${each}`)}</option>)}
          </select>
          <ChooseFile file={file} onFile={(chosen) => void open(chosen)} rows={sample?.rows.length} columns={sample?.columns.length} />
          {fault && <p role="alert" className="mt-3 rounded-md bg-bad-soft px-3 py-2 text-bad">{fault}</p>}
        </Panel>
        {file && !mapping && !fault && <Loading lines={5} />}
        {file && head && sample && mapping && (
          <>
            <Panel title={t('step.map')} actions={<MappingChoice mapping={mapping} sample={sample} saved={saved} onChoose={(chosen, next) => { setSaved(chosen); setMapping(next); setEntity(next.entity) }} onAnew={() => { setSaved(undefined); setMapping(suggested(entity, sample, sourceName(file.name))) }} />}>
              <MapFields mapping={mapping} sample={sample} onChange={setMapping} />
            </Panel>
            <PreviewRows head={head} mapping={mapping} />
            <RunPanel file={file} mapping={mapping} saved={saved} onSaved={setSaved} />
          </>
        )}
      </div>
    </SettingsPage>
  )
}

import { createCrew, getCrew, updateCrew } from '@fettle/client'
import type { Crew } from '@fettle/client'
import { getCrewOptions } from '@fettle/client/queries'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { useChoice } from '@/lib/records'
import { Badge, Who } from '@/ui/badge'
import { CheckField, Form, FormActions, RecordField, TextField, useRecordForm } from '@/ui/form'
import { tell } from '@/ui/toast'
import { Sheet } from '../lib/Sheet'

interface Props {
  id: string
  onClose: () => void
  writes: boolean
}

/** A crew: its members and who leads it. */
export function CrewSheet({ id, onClose, writes }: Props) {
  const { t } = useTranslation('people')
  const fresh = id === 'new'
  const query = useQuery({ ...getCrewOptions({ path: { crew_id: id } }), enabled: !fresh })
  return (
    <Sheet<Crew> title={fresh ? t('crews.add') : (query.data?.name ?? t('crews.title'))} onClose={onClose} {...(!fresh && { query })}>
      {(crew) => (writes ? <CrewForm key={id} crew={crew} onClose={onClose} /> : crew && <Members crew={crew} />)}
    </Sheet>
  )
}

const valuesOf = (crew: Crew | undefined) => ({ name: crew?.name ?? '', memberIds: crew?.memberIds ?? [], leadId: crew?.leadId ?? null, active: crew?.active ?? true })
type Values = ReturnType<typeof valuesOf>

function CrewForm({ crew, onClose }: { crew: Crew | undefined; onClose: () => void }) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  let version = crew?.version
  const form = useRecordForm<Values, Crew>({
    initial: valuesOf(crew),
    draft: `crew:${crew?.id ?? 'new'}`,
    save: (values, changed) => (crew ? updateCrew({ path: { crew_id: crew.id }, body: changed, headers: ifMatch(version) }) : createCrew({ body: values })),
    ...(crew && {
      latest: async () => {
        const now = await getCrew({ path: { crew_id: crew.id } })
        version = now.version
        return valuesOf(now)
      },
    }),
    onSaved: ({ name }) => {
      tell(t('crews.saved', { name }))
      void readAnew(client, ['Crew'])
      onClose()
    },
  })
  return (
    <Form form={form} className="flex flex-col gap-4">
      <TextField name="name" label={t('crews.name')} required autoFocus={!crew} />
      <RecordField name="memberIds" label={t('crews.members')} kind="staff" within={{ active: true }} many />
      <RecordField name="leadId" label={t('crews.lead')} kind="staff" within={{ active: true }} hint={t('crews.leadHint')} />
      <CheckField name="active" label={t('staff.active')} hint={t('crews.activeHint')} />
      <FormActions form={form} onCancel={onClose} />
    </Form>
  )
}

function Members({ crew }: { crew: Crew }) {
  const { t } = useTranslation('people')
  const ids = crew.memberIds ?? []
  if (ids.length === 0) return <p className="text-muted">{t('crews.empty')}</p>
  return <ul>{ids.map((id) => <Member key={id} id={id} lead={id === crew.leadId} />)}</ul>
}

function Member({ id, lead }: { id: string; lead: boolean }) {
  const { t } = useTranslation('people')
  return (
    <li className="flex items-center gap-2 border-b py-1.5">
      <Who name={useChoice('staff', id)?.label ?? '…'} />
      {lead && <Badge tone="accent">{t('crews.leads')}</Badge>}
    </li>
  )
}

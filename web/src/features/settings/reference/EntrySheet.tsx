import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { hours } from '@/lib/format'
import { readAnew } from '@/lib/query'
import { useChoice } from '@/lib/records'
import { CheckField, Form, FormActions, NumberField, RecordField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Facts } from '@/ui/page'
import { tell } from '@/ui/toast'
import { Sheet } from '../lib/Sheet'
import { ColourField } from '../lib/ColourField'
import type { Entry, Fields, Shelf } from './shelves'

interface Props {
  shelf: Shelf
  id: string
  onClose: () => void
  writes: boolean
}

/** One entry of a list, seen or edited. */
export function EntrySheet({ shelf, id, onClose, writes }: Props) {
  const { t } = useTranslation('reference')
  const client = useQueryClient()
  const options = shelf.one(id) as { queryKey: readonly unknown[]; queryFn: never }
  const query = useQuery<Entry>(options)
  return (
    <Sheet<Entry> title={query.data?.name ?? t(`shelf.${shelf.key}`)} about={query.data?.kind && t(`kinds.${query.data.kind}`)} onClose={onClose} query={query}>
      {(entry) =>
        entry &&
        (writes ? (
          <EntryForm key={id} shelf={shelf} entry={entry} latest={() => client.fetchQuery<Entry>({ ...options, staleTime: 0 })} onClose={onClose} />
        ) : (
          <EntryFacts entry={entry} />
        ))
      }
    </Sheet>
  )
}

function valuesOf(entry: Entry, shelf: Shelf) {
  return {
    name: entry.name,
    ...(!shelf.plain && { code: entry.code, active: entry.active }),
    ...(shelf.detailed && { instructions: entry.instructions ?? null, standardHours: entry.standardHours ?? null, glCodeId: entry.glCodeId ?? null }),
    ...(shelf.key === 'tags' && { colour: entry.colour ?? null }),
  } satisfies Fields
}

function EntryForm({ shelf, entry, latest, onClose }: Omit<Props, 'id' | 'writes'> & { entry: Entry; latest: () => Promise<Entry> }) {
  const { t } = useTranslation('reference')
  const client = useQueryClient()
  let now = entry
  const form = useRecordForm<Fields, Entry>({
    initial: valuesOf(entry, shelf),
    draft: `reference:${shelf.key}:${entry.id}`,
    save: (_, changed) => shelf.update(now, changed),
    latest: async () => {
      now = await latest()
      return valuesOf(now, shelf)
    },
    onSaved: ({ name }) => {
      tell(t('saved', { name }))
      void readAnew(client, shelf.touches)
      onClose()
    },
  })
  return (
    <Form form={form} className="flex flex-col gap-4">
      {!shelf.plain && <TextField name="code" label={t('code')} required />}
      <TextField name="name" label={t('name')} required />
      {shelf.key === 'tags' && <ColourField name="colour" label={t('colour')} />}
      {shelf.detailed && (
        <>
          <NumberField name="standardHours" label={t('standardHours')} min={0} hint={t('standardHoursHint')} />
          <RecordField name="glCodeId" label={t('glCode')} kind="glCode" within={{ active: true }} />
          <TextArea name="instructions" label={t('instructions')} rows={6} />
        </>
      )}
      {!shelf.plain && <CheckField name="active" label={t('active')} hint={t('activeHint')} />}
      <FormActions form={form} onCancel={onClose} />
    </Form>
  )
}

function EntryFacts({ entry }: { entry: Entry }) {
  const { t } = useTranslation('reference')
  const gl = useChoice('glCode', entry.glCodeId)
  return (
    <Facts
      facts={[
        { label: t('code'), value: entry.code },
        { label: t('name'), value: entry.name },
        { label: t('standardHours'), value: hours(entry.standardHours) },
        { label: t('glCode'), value: gl?.label },
        { label: t('instructions'), value: entry.instructions && <span className="whitespace-pre-line">{entry.instructions}</span> },
      ]}
    />
  )
}

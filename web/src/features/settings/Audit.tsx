import type { Event } from '@fettle/client'
import { listEventsInfiniteOptions } from '@fettle/client/queries'
import { Download, FileClock } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { download } from '@/lib/download'
import { exactly, localDay } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { Who } from '@/ui/badge'
import { Button } from '@/ui/button'
import { FilterBar, type FilterDef, picked, useFilters } from '@/ui/filters'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { EventSheet } from './audit/EventSheet'
import { tellingFields } from './audit/fields'
import { ENTITIES, entityWord, fieldWord, useEventWords } from './audit/words'
import { useOpened } from './lib/opened'
import { SettingsPage } from './SettingsPage'

const KEYS = ['entity', 'type', 'actorUserId', 'aboutId', 'requestId', 'from', 'to']
const many = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : value ? [String(value)] : [])

/** Every change of anything: who, when, before and after. */
export default function Audit() {
  const { t } = useTranslation('operations')
  const [filters, setFilters] = useFilters()
  const { opened, open, close } = useOpened()
  const words = useEventWords()
  const asked = picked(filters, KEYS)
  const pages = usePages<Event>(listEventsInfiniteOptions({ query: { ...asked, limit: 100 } as never }))
  const { rows } = pages
  const save = useAct({
    do: () => {
      const query = new URLSearchParams()
      for (const [key, value] of Object.entries(asked)) for (const each of many(value)) query.append(key, each)
      return download(`/v1/events.csv?${query}`, `${t('audit.file')}-${localDay(new Date())}.csv`)
    },
    touches: [],
  })
  const types = useMemo(() => [...new Set([...rows.map(({ type }) => type), ...many(filters.type)])].toSorted(), [rows, filters.type])
  const narrowed = (key: 'aboutId' | 'requestId', label: string): FilterDef[] =>
    filters[key] ? [{ kind: 'choice', key, label, options: [{ value: String(filters[key]), label: String(filters[key]).slice(-8) }] }] : []
  const defs: FilterDef[] = [
    { kind: 'choice', key: 'entity', label: t('audit.entity'), options: ENTITIES.map((entity) => ({ value: entity, label: entityWord(entity) })) },
    { kind: 'choice', key: 'type', label: t('audit.type'), options: types.map((type) => ({ value: type, label: type })) },
    { kind: 'record', key: 'actorUserId', label: t('audit.who'), record: 'person', one: true },
    { kind: 'days', key: 'at', from: 'from', to: 'to', instants: true, label: t('audit.when') },
    ...narrowed('aboutId', t('audit.record')),
    ...narrowed('requestId', t('audit.request')),
  ]
  const columns = useMemo<Column<Event>[]>(
    () => [
      { id: 'at', header: t('audit.when'), width: 230, phone: 'below', cell: ({ at }) => <time dateTime={at} className="tabular-nums">{exactly(at)}</time> },
      { id: 'who', header: t('audit.who'), width: 180, phone: 'below', cell: ({ actorName }) => (actorName ? <Who name={actorName} /> : <span className="text-muted">{t('audit.nobody')}</span>) },
      {
        id: 'what',
        header: t('audit.what'),
        grow: true,
        phone: 'title',
        cell: (event) => {
          const { verb, noun, name } = words(event, rows)
          const said = name ? `${noun} · ${name}` : noun
          return (
            <span title={said}>
              <span className="font-medium">{said}</span> <span className="text-muted">{verb}</span>
            </span>
          )
        },
      },
      {
        id: 'fields',
        header: t('audit.fields'),
        grow: true,
        cell: (event) => {
          const fields = tellingFields(event).map(fieldWord).join(', ')
          return <span className="text-muted" title={fields}>{fields}</span>
        },
      },
    ],
    [t, words, rows],
  )
  const event = rows.find(({ id }) => id === opened)
  return (
    <SettingsPage
      title={t('audit.title')}
      fills
      actions={
        <Button icon={Download} busy={save.isPending} onClick={() => save.mutate()}>
          {t('audit.csv')}
        </Button>
      }
    >
      <div className="flex h-full flex-col">
        <div className="px-4 pt-3 sm:px-6">
          <FilterBar defs={defs} value={filters} onChange={setFilters} pinned={['entity', 'actorUserId', 'at']} />
        </div>
        <div className="min-h-0 flex-1">
          <DataTable label={t('audit.title')} columns={columns} pages={pages} onOpen={({ id }) => open(id)} empty={<Empty icon={FileClock} title={t('audit.none')}>{t('audit.noneHelp')}</Empty>} />
        </div>
      </div>
      {event && <EventSheet event={event} among={rows} onClose={close} onNarrow={(narrow) => setFilters({ ...Object.fromEntries(KEYS.map((key) => [key, undefined])), ...narrow, open: undefined })} />}
    </SettingsPage>
  )
}

import { cancelImport, type Import as Run, runImport } from '@fettle/client'
import { getImportOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ArrowUpRight, Play, Square } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingsPage } from '@/features/settings/SettingsPage'
import { count, moment, number, size } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button, buttonClass } from '@/ui/button'
import { Confirm } from '@/ui/overlay'
import { Figure, Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { FaultsPanel } from './FaultsPanel'
import { keepFile, keptFile } from './kept'
import { Meter } from './Meter'
import { type Mark, marked, rowsInAll, speed } from './progress'
import { ReconciliationPanel } from './ReconciliationPanel'
import { StateBadge } from './StateBadge'
import { send } from './upload'
import { whereImported } from './where'

const underWay = (run: Run | undefined) => run?.status === 'waiting' || run?.status === 'running'

/** One import: how far it is, what was wrong, and whether the records say what the file says. */
export default function Import() {
  const { t } = useTranslation('imports')
  const { importId } = useParams({ strict: false }) as { importId: string }
  const query = useQuery({ ...getImportOptions({ path: { import_id: importId } }), refetchInterval: ({ state }) => (underWay(state.data) ? 1000 : false) })
  const run = query.data
  const [stopping, setStopping] = useState(false)
  const cancel = useAct({ do: () => cancelImport({ path: { import_id: importId } }), touches: ['Import'], done: t('stopped'), then: () => setStopping(false) })
  const goOn = useAct({ do: () => runImport({ path: { import_id: importId } }), touches: ['Import'] })
  const where = run && !run.dryRun && whereImported(run)
  return (
    <SettingsPage
      title={run?.fileName ?? t('title')}
      beside={run && <StateBadge run={run} />}
      actions={
        run && (
          <>
            {underWay(run) && <Button icon={Square} onClick={() => setStopping(true)}>{t('stop')}</Button>}
            {['uploaded', 'failed', 'cancelled'].includes(run.status) && <Button look="primary" icon={Play} busy={goOn.isPending} onClick={() => goOn.mutate()}>{run.status === 'uploaded' ? t('start') : t('goOn')}</Button>}
            {run.dryRun && run.status === 'done' && <ForReal run={run} />}
            {where && run.status !== 'waiting' && (
              <Link to={where.to as never} search={where.search as never} className={buttonClass(run.status === 'done' ? 'primary' : 'plain')}>
                <ArrowUpRight aria-hidden className="size-4" />
                {t('open')}
              </Link>
            )}
          </>
        )
      }
    >
      <Read query={query}>
        {(data) => (
          <div className="flex max-w-5xl flex-col gap-4">
            <Progress run={data} />
            {data.status === 'done' && <ReconciliationPanel run={data} />}
            <FaultsPanel run={data} />
          </div>
        )}
      </Read>
      <Confirm open={stopping} onClose={() => setStopping(false)} title={t('stopTitle')} verb={t('stop')} busy={cancel.isPending} onConfirm={() => cancel.mutate()}>
        {t('stopHelp')}
      </Confirm>
    </SettingsPage>
  )
}

/** After a trial: the import itself, without choosing the file again where this tab still has it. */
function ForReal({ run }: { run: Run }) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const kept = keptFile(run.id)
  const start = useAct({
    do: async () => {
      const made = await send({ ...kept!, dryRun: false }, () => undefined, new AbortController().signal)
      keepFile(made.id, kept!)
      await navigate({ to: '/settings/imports/$importId', params: { importId: made.id } })
    },
    touches: ['Import'],
  })
  if (!kept) return <Link to="/settings/imports/new" className={buttonClass('primary')}>{t('forRealAnew')}</Link>
  return <Button look="primary" busy={start.isPending} onClick={() => start.mutate()}>{t('forReal')}</Button>
}

function Progress({ run }: { run: Run }) {
  const { t } = useTranslation('imports')
  const [marks, setMarks] = useState<Mark[]>([])
  const { read = 0, loaded = 0, updated = 0, unchanged = 0, quarantined = 0 } = run.counts
  useEffect(() => setMarks((before) => marked(before, { at: Date.now(), rows: read })), [read, run.percent])
  const running = run.status === 'running'
  const whole = rowsInAll(read, run.percent)
  const took = run.startedAt && run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : undefined
  const rate = running ? speed(marks) : took && read ? read / Math.max(took, 0.1) : undefined
  return (
    <Panel title={t('progress')}>
      {run.dryRun && <p className="mb-3 rounded-md bg-info-soft px-3 py-2 text-info">{t('trialHelp')}</p>}
      {run.failure && <p role="alert" className="mb-3 rounded-md bg-bad-soft px-3 py-2 text-bad">{t('failed', { reason: run.failure })}</p>}
      <Meter label={t('progress')} percent={run.percent} />
      <p role="status" className="mt-1 mb-4 text-sm text-muted">
        {[
          run.status === 'waiting' ? t('waiting') : whole ? t(run.status === 'done' ? 'rowsOf' : 'rowsOfAbout', { read: count(read), all: count(whole) }) : '',
          `${number(run.percent, 1)} %`,
          rate !== undefined && t('perSecond', { rows: count(rate) }),
          running && run.secondsLeft !== null && run.secondsLeft !== undefined && t('left', { seconds: count(run.secondsLeft) }),
        ].filter(Boolean).join(' · ')}
      </p>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
        <Figure label={t('counts.read')} value={count(read)} />
        <Figure label={run.dryRun ? t('counts.wouldLoad') : t('counts.loaded')} value={count(loaded)} {...(loaded > 0 && { tone: 'good' as const })} />
        <Figure label={t('counts.updated')} value={count(updated)} />
        <Figure label={t('counts.unchanged')} value={count(unchanged)} />
        <Figure label={t('counts.quarantined')} value={count(quarantined)} {...(quarantined > 0 && { tone: 'bad' as const })} />
        <Figure label={t('counts.warnings')} value={count(run.warnings)} />
      </div>
      <p className="mt-4 text-sm text-muted">
        {[t(`entity.${run.entity}`), t('fromSource', { source: run.source }), size(run.fileBytes), run.startedAt && t('startedAt', { at: moment(run.startedAt) }), run.finishedAt && t('finishedAt', { at: moment(run.finishedAt) })].filter(Boolean).join(' · ')}
      </p>
    </Panel>
  )
}

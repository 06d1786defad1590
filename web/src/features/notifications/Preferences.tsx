import { sendTestNotification, setNotificationPreferences, tryMailAgain } from '@fettle/client'
import { getNotificationPreferencesOptions } from '@fettle/client/queries'
import type { Kind, Preferences as Chosen, Way } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { SettingsPage } from '@/features/settings/SettingsPage'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Panel } from '@/ui/page'
import { Read } from '@/ui/states'
import { Devices } from './Devices'
import { GROUPS } from './kinds'
import { Mutes } from './Mutes'

const WAYS: Way[] = ['in_app', 'email', 'push']
type Change = Partial<Pick<Chosen, 'quietHours' | 'digestHour' | 'dueSoonDays'>> & { choice?: { kind: Kind; way: Way; wanted: boolean } }

/** What this person is told about, in which way, and when not. Each change is kept at once. */
export default function Preferences() {
  const { t } = useTranslation('notifications')
  const query = useQuery(getNotificationPreferencesOptions())
  const test = useAct({ do: () => sendTestNotification(), touches: ['Notification'], done: t('testSent') })
  return (
    <SettingsPage
      title={t('preferences')}
      actions={
        <Button icon={Send} busy={test.isPending} onClick={() => test.mutate()}>
          {t('test')}
        </Button>
      }
    >
      <div className="flex max-w-3xl flex-col gap-5">
        <Read query={query}>{(chosen) => <Inside chosen={chosen} />}</Read>
        <Devices />
        <Mutes />
      </div>
    </SettingsPage>
  )
}

function Inside({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation('notifications')
  const keep = useAct({
    do: (change: Change) => setNotificationPreferences({ body: bodyOf(chosen, change) as never }),
    touches: ['NotificationPreferences'],
    done: t('kept'),
  })
  const again = useAct({ do: () => tryMailAgain(), touches: ['NotificationPreferences'], done: t('mailAgainDone') })
  const wanted = (kind: Kind, way: Way) => chosen.choices.find((each) => each.kind === kind && each.way === way)
  const quiet = chosen.quietHours
  return (
    <>
      {chosen.mailProblem && (
        <div role="alert" className="flex flex-wrap items-center gap-3 rounded-md bg-bad-soft px-3 py-2 text-bad">
          <p className="flex-1">{t('mailProblem', { problem: chosen.mailProblem })}</p>
          <Button size="sm" onClick={() => again.mutate()}>
            {t('mailAgain')}
          </Button>
        </div>
      )}
      <Panel title={t('about')} flush>
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('about')}>
          <table className="w-full">
            <thead>
              <tr className="border-b bg-sunken text-left text-sm text-muted">
                <th scope="col" className="px-4 py-1.5 font-medium">{t('what')}</th>
                {WAYS.map((way) => (
                  <th key={way} scope="col" className="w-20 px-2 py-1.5 text-center font-medium">{t(`way.${way}`)}</th>
                ))}
              </tr>
            </thead>
            {GROUPS.map(({ key, kinds }) => (
              <tbody key={key}>
                <tr>
                  <th scope="colgroup" colSpan={4} className="px-4 pt-3 pb-1 text-left text-xs font-medium text-muted">{t(`group.${key}`)}</th>
                </tr>
                {kinds.map((kind) => (
                  <tr key={kind} className="border-b last:border-b-0">
                    <th scope="row" className="px-4 py-1.5 text-left font-normal">{t(`kind.${kind}`)}</th>
                    {WAYS.map((way) => {
                      const choice = wanted(kind, way)
                      return (
                        <td key={way} className="text-center">
                          {choice && (
                            <label className="inline-grid size-8 place-items-center pointer-coarse:size-11">
                              <input
                                type="checkbox"
                                aria-label={`${t(`kind.${kind}`)}: ${t(`way.${way}`)}`}
                                checked={choice.wanted}
                                onChange={(event) => keep.mutate({ choice: { kind, way, wanted: event.target.checked } })}
                                className="size-4 accent-(--accent)"
                              />
                            </label>
                          )}
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </div>
      </Panel>
      <Panel title={t('when')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <fieldset>
            <legend className="mb-1 text-sm font-medium">{t('quiet')}</legend>
            <div className="flex items-center gap-2">
              {(['begins', 'ends'] as const).map((end) => (
                <input
                  key={end}
                  type="time"
                  aria-label={t(`quietHours.${end}`)}
                  className="control w-32"
                  defaultValue={quiet?.[end].slice(0, 5) ?? ''}
                  onBlur={(event) => {
                    const next = { begins: quiet?.begins ?? '22:00', ends: quiet?.ends ?? '07:00', urgentBreaksThrough: quiet?.urgentBreaksThrough ?? true, [end]: event.target.value }
                    if (event.target.value && event.target.value !== quiet?.[end].slice(0, 5)) keep.mutate({ quietHours: next })
                  }}
                />
              ))}
              {quiet && (
                <Button size="sm" look="quiet" onClick={() => keep.mutate({ quietHours: null })}>
                  {t('quietHours.none')}
                </Button>
              )}
            </div>
            {quiet && (
              <label className="mt-2 flex items-center gap-2">
                <input type="checkbox" className="size-4 accent-(--accent)" checked={quiet.urgentBreaksThrough ?? true} onChange={(event) => keep.mutate({ quietHours: { ...quiet, urgentBreaksThrough: event.target.checked } })} />
                {t('quietHours.urgent')}
              </label>
            )}
          </fieldset>
          <label className="text-sm font-medium">
            {t('digest')}
            <select className="control mt-1" value={chosen.digestHour ?? ''} onChange={(event) => keep.mutate({ digestHour: event.target.value === '' ? null : Number(event.target.value) })}>
              <option value="">{t('digestNone')}</option>
              {Array.from({ length: 24 }, (_, hour) => (
                <option key={hour} value={hour}>{t('digestAt', { hour: `${String(hour).padStart(2, '0')}:00` })}</option>
              ))}
            </select>
          </label>
          <label className="text-sm font-medium">
            {t('soon')}
            <input
              type="number"
              min={0}
              max={60}
              className="control mt-1"
              placeholder={t('soonStandard')}
              defaultValue={chosen.dueSoonDays ?? ''}
              onBlur={(event) => {
                const days = event.target.value === '' ? null : Number(event.target.value)
                if (days !== (chosen.dueSoonDays ?? null)) keep.mutate({ dueSoonDays: days })
              }}
            />
          </label>
        </div>
      </Panel>
    </>
  )
}

/** The whole of what is wanted: what was chosen before, over it what was changed now. What stays standard is left out. */
function bodyOf(chosen: Chosen, { choice, ...change }: Change) {
  const others = chosen.choices.filter((each) => !each.standard && !(choice && each.kind === choice.kind && each.way === choice.way))
  return {
    choices: [...others.map(({ kind, way, wanted }) => ({ kind, way, wanted })), ...(choice ? [choice] : [])],
    quietHours: chosen.quietHours ?? null,
    timeZone: chosen.timeZone ?? null,
    digestHour: chosen.digestHour ?? null,
    dueSoonDays: chosen.dueSoonDays ?? null,
    ...change,
  }
}

import { ClipboardPaste, Plus } from 'lucide-react'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { localDay } from '@/lib/format'
import { Button } from '@/ui/button'
import { Fault } from '../trigger/Fault'
import { monthName, weekdayName } from '../trigger/names'
import { TriggerCard } from '../trigger/TriggerCard'
import { freshTrigger, weekdayOf } from '../trigger/triggers'
import { PasteRule } from './PasteRule'
import { PRESETS, type Preset, presetValues } from './presets'
import { Season } from './Season'
import type { PlanValues } from './values'

const MOST = 10

/** When the plan is due: everyday cases in one click, several triggers, the season. */
export function When({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation('plans')
  const { setValue, clearErrors } = useFormContext<PlanValues>()
  const triggers = useWatch<PlanValues, 'triggers'>({ name: 'triggers' })
  const [pasting, setPasting] = useState(false)
  const today = localDay(new Date())
  const set = (next: PlanValues['triggers']) => {
    clearErrors('triggers')
    setValue('triggers', next, { shouldDirty: true })
  }
  const take = (preset: Preset) => {
    const { triggers: next, season } = presetValues(preset, today)
    set(next.map((trigger) => ({ ...trigger, key: triggers[0]?.key ?? '' })))
    setValue('season', season, { shouldDirty: true })
  }
  return (
    <div className="flex flex-col gap-4">
      {isNew && triggers.length === 1 && (
        <div role="group" aria-label={t('preset.title')} className="flex flex-wrap gap-1.5">
          {PRESETS.map((preset) => (
            <Button key={preset} size="sm" onClick={() => take(preset)}>
              {t(`preset.${preset}`, { weekday: weekdayName(weekdayOf(today)), monday: weekdayName('monday'), april: monthName(4), october: monthName(10) })}
            </Button>
          ))}
        </div>
      )}
      {triggers.map((trigger, position) => (
        <div key={trigger.key || position}>
          {position > 0 && <p className="-mt-1 mb-3 text-center text-sm text-muted">{t('trigger.or')}</p>}
          <TriggerCard position={position} remove={triggers.length > 1 ? () => set(triggers.toSpliced(position, 1)) : undefined} />
        </div>
      ))}
      <Fault name="triggers" />
      <div className="flex flex-wrap gap-2">
        {triggers.length < MOST && (
          <Button size="sm" look="quiet" icon={Plus} onClick={() => set([...triggers, freshTrigger('meter_fixed', today)])}>
            {t('trigger.add')}
          </Button>
        )}
        <Button size="sm" look="quiet" icon={ClipboardPaste} onClick={() => setPasting(true)}>
          {t('paste.open')}
        </Button>
      </div>
      <Season />
      <Fault name="season" />
      {pasting && (
        <PasteRule
          onClose={() => setPasting(false)}
          onUse={(series) => {
            const last = triggers.length === 1 ? triggers[0]! : freshTrigger('calendar_fixed', today)
            set([...(triggers.length === 1 ? [] : triggers), { ...last, kind: 'calendar_fixed', series }])
            setPasting(false)
          }}
        />
      )}
    </div>
  )
}

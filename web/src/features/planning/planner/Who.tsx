import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useChoice } from '@/lib/records'
import { Who as Person } from '@/ui/badge'
import { IconButton } from '@/ui/button'
import { Field, RecordField } from '@/ui/form'
import { RecordPicker } from '@/ui/picker'
import { Segments } from '@/ui/tabs'
import { Fault } from '../trigger/Fault'
import type { PlanValues } from './values'

/** Who gets the work: whoever takes it, one person, or several in turns; and which crew. */
export function Who() {
  const { t } = useTranslation('plans')
  const { setValue } = useFormContext<PlanValues>()
  const goesTo = useWatch<PlanValues, 'goesTo'>({ name: 'goesTo' })
  return (
    <div className="flex flex-col gap-4">
      <div>
        <Segments
          label={t('who.title')}
          value={goesTo}
          onChange={(next) => setValue('goesTo', next, { shouldDirty: true })}
          options={[
            { value: 'open', label: t('who.open') },
            { value: 'person', label: t('who.person') },
            { value: 'turns', label: t('who.turns') },
          ]}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {goesTo === 'person' && <RecordField name="work.assigneeId" kind="staff" label={t('field.assignee')} />}
        {goesTo === 'turns' && <Turns />}
        <RecordField name="work.crewId" kind="crew" label={t('field.crew')} />
      </div>
    </div>
  )
}

/** The people who take the work in turns, in their order. */
function Turns() {
  const { t } = useTranslation('plans')
  const { setValue } = useFormContext<PlanValues>()
  const rotation = useWatch<PlanValues, 'rotation'>({ name: 'rotation' })
  const set = (next: string[]) => setValue('rotation', next, { shouldDirty: true })
  const move = (at: number, by: number) => {
    const next = [...rotation]
    next.splice(at + by, 0, ...next.splice(at, 1))
    set(next)
  }
  return (
    <div>
      <Field label={t('who.inTurns')} hint={t('who.turnsHelp')}>
        {(ids) => <RecordPicker ids={ids} kind="staff" value={null} placeholder={t('who.addTurn')} onChange={(id) => typeof id === 'string' && !rotation.includes(id) && set([...rotation, id])} />}
      </Field>
      <ol className="mt-2 flex flex-col gap-1">
        {rotation.map((id, at) => (
          <li key={id} className="flex items-center gap-1 rounded-md border px-2 py-0.5">
            <span className="w-5 text-sm text-muted">{at + 1}.</span>
            <Turn id={id}>
              {(name) => (
                <>
                  {at > 0 && <IconButton size="sm" icon={ArrowUp} label={t('who.earlier', { name })} onClick={() => move(at, -1)} />}
                  {at < rotation.length - 1 && <IconButton size="sm" icon={ArrowDown} label={t('who.later', { name })} onClick={() => move(at, 1)} />}
                  <IconButton size="sm" icon={X} label={t('who.remove', { name })} onClick={() => set(rotation.toSpliced(at, 1))} />
                </>
              )}
            </Turn>
          </li>
        ))}
      </ol>
      <Fault name="rotation" />
    </div>
  )
}

function Turn({ id, children }: { id: string; children: (name: string) => React.ReactNode }) {
  const name = useChoice('staff', id)?.label ?? '…'
  return (
    <>
      <Person name={name} className="min-w-0 flex-1" />
      {children(name)}
    </>
  )
}

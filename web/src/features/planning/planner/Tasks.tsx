import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '@/ui/button'
import { CheckField, NumberField, RecordField, TextArea, TextField } from '@/ui/form'
import { Fault } from '../trigger/Fault'
import { freshTask, type PlanValues, type TaskValues } from './values'

const MOST = 200

/** The tasks of every work order, in their order. */
export function Tasks() {
  const { t } = useTranslation('plans')
  const { setValue, clearErrors } = useFormContext<PlanValues>()
  const tasks = useWatch<PlanValues, 'work.tasks'>({ name: 'work.tasks' })
  const [added, setAdded] = useState<number>()
  const set = (next: TaskValues[]) => {
    clearErrors('work.tasks')
    setValue('work.tasks', next, { shouldDirty: true })
  }
  const move = (at: number, by: number) => {
    const next = [...tasks]
    next.splice(at + by, 0, ...next.splice(at, 1))
    set(next)
  }
  const add = () => {
    setAdded(tasks.length)
    set([...tasks, freshTask()])
  }
  return (
    <section aria-labelledby="plan-tasks">
      <h3 id="plan-tasks" className="mb-1 text-sm font-medium">
        {t('task.title')}
      </h3>
      {tasks.length > 0 && (
        <ol className="mb-2 flex flex-col gap-2">
          {tasks.map((_, at) => (
            <li key={at} className="rounded-md border p-2">
              <div className="flex items-start gap-1">
                <TextField
                  name={`work.tasks.${at}.title`}
                  label={t('task.name', { number: at + 1 })}
                  maxLength={300}
                  autoFocus={added === at}
                  className="flex-1"
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
                    event.preventDefault()
                    if (at === tasks.length - 1) add()
                  }}
                />
                <div className="flex pt-5.5">
                  {at > 0 && <IconButton icon={ArrowUp} label={t('task.up', { number: at + 1 })} onClick={() => move(at, -1)} />}
                  {at < tasks.length - 1 && <IconButton icon={ArrowDown} label={t('task.down', { number: at + 1 })} onClick={() => move(at, 1)} />}
                  <IconButton icon={Trash2} label={t('task.remove', { number: at + 1 })} onClick={() => set(tasks.toSpliced(at, 1))} />
                </div>
              </div>
              <details className="mt-1" {...((tasks[at]?.taskCodeId || tasks[at]?.instructions) && { open: true })}>
                <summary className="w-fit text-xs text-muted">{t('task.more')}</summary>
                <div className="mt-2 grid gap-3 sm:grid-cols-2">
                  <RecordField name={`work.tasks.${at}.taskCodeId`} kind="taskCode" label={t('task.code')} />
                  <NumberField name={`work.tasks.${at}.estimatedHours`} label={t('field.estimate')} unit="h" min={0} />
                  <TextArea name={`work.tasks.${at}.instructions`} label={t('task.instructions')} className="sm:col-span-2" />
                  <CheckField name={`work.tasks.${at}.required`} label={t('task.required')} />
                </div>
              </details>
              <Fault name={`work.tasks.${at}`} />
            </li>
          ))}
        </ol>
      )}
      {tasks.length < MOST && (
        <Button size="sm" look="quiet" icon={Plus} onClick={add}>
          {t('task.add')}
        </Button>
      )}
      <Fault name="work.tasks" />
    </section>
  )
}

import { useFieldArray, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { CheckField, NumberField, RecordField, TextArea, TextField } from '@/ui/form'
import { Rows } from './Rows'

export interface TaskValues {
  title: string | null
  taskCodeId: string | null
  instructions: string | null
  required: boolean
  estimatedHours: string | null
}

const fresh = { title: null, taskCodeId: null, instructions: null, required: true, estimatedHours: null } satisfies TaskValues

/** The tasks of a template, in their order. A task code brings its name and instructions where none are given. */
export function TaskRows() {
  const { t } = useTranslation('reference')
  const { control } = useFormContext()
  const array = useFieldArray({ control, name: 'tasks' })
  return (
    <Rows title={t('template.tasks')} add={t('template.addTask')} array={array as never} fresh={fresh}>
      {(at) => (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField name={`tasks.${at}.title`} label={t('template.task')} className="sm:col-span-2" />
          <RecordField name={`tasks.${at}.taskCodeId`} label={t('template.taskCode')} kind="taskCode" within={{ active: true }} />
          <NumberField name={`tasks.${at}.estimatedHours`} label={t('template.estimate')} min={0} unit={t('template.hoursUnit')} />
          <TextArea name={`tasks.${at}.instructions`} label={t('instructions')} rows={1} className="sm:col-span-2" />
          <CheckField name={`tasks.${at}.required`} label={t('template.required')} className="sm:col-span-2" />
        </div>
      )}
    </Rows>
  )
}

import { createEscalationRule, getEscalationRule, updateEscalationRule } from '@fettle/client'
import type { EscalationCondition, EscalationRule, EscalationRuleBody } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { CheckField, Form, FormActions, RecordField, SelectField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { Checks } from './Checks'
import { Foreseen } from './Foreseen'
import { StepFields } from './StepFields'
import { NEW_STEP, stepBody, type StepValues, stepValues } from './waits'

const WAITING = ['new', 'approved', 'in_progress', 'on_hold'] as const
const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
const KINDS = ['corrective', 'preventive', 'inspection', 'project', 'contract', 'request'] as const
const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

export interface RuleValues {
  name: string
  condition: EscalationCondition
  status: string | null
  priorities: string[]
  kinds: string[]
  siteIds: string[]
  crewIds: string[]
  inHours: boolean
  start: string
  end: string
  steps: StepValues[]
  includePresent: boolean
}

function valuesOf(rule: EscalationRule): RuleValues {
  const [span] = Object.values(rule.hours ?? {})[0] ?? []
  return {
    name: rule.name,
    condition: rule.condition,
    status: rule.status ?? null,
    priorities: rule.priorities ?? [],
    kinds: rule.kinds ?? [],
    siteIds: rule.siteIds ?? [],
    crewIds: rule.crewIds ?? [],
    inHours: span !== undefined,
    start: span?.start.slice(0, 5) ?? '07:00',
    end: span?.end.slice(0, 5) ?? '15:30',
    steps: rule.steps.map((step) => stepValues(step as never)),
    includePresent: false,
  }
}

const NEW: RuleValues = { name: '', condition: 'unacknowledged', status: null, priorities: [], kinds: [], siteIds: [], crewIds: [], inHours: false, start: '07:00', end: '15:30', steps: [NEW_STEP], includePresent: false }

/** What the API takes; working time is the same on every weekday here, and kept as it was where somebody made it finer elsewhere. */
export function bodyOf(values: RuleValues, before?: EscalationRule): EscalationRuleBody {
  const { inHours, start, end, steps, includePresent: _include, ...plain } = values
  const kept = before && inHours && valuesOf(before).inHours && valuesOf(before).start === start && valuesOf(before).end === end
  return {
    ...plain,
    status: values.condition === 'in_status' ? values.status : null,
    hours: kept ? before.hours : inHours ? Object.fromEntries(WORKDAYS.map((day) => [day, [{ start, end }]])) : {},
    steps: steps.map(stepBody),
  } as EscalationRuleBody
}

/** A rule is written beside what it would raise now. */
export function RuleForm({ rule, onClose }: { rule?: EscalationRule; onClose: () => void }) {
  const { t } = useTranslation('escalation')
  const client = useQueryClient()
  let version = rule?.version
  const form = useRecordForm<RuleValues, unknown>({
    draft: `escalation:${rule?.id ?? 'new'}`,
    initial: rule ? valuesOf(rule) : NEW,
    ...(rule && {
      latest: async () => {
        const now = await getEscalationRule({ path: { rule_id: rule.id } })
        version = now.version
        return valuesOf(now)
      },
    }),
    save: (values) => {
      const body = { ...bodyOf(values, rule), includePresent: values.includePresent }
      return rule ? updateEscalationRule({ path: { rule_id: rule.id }, body, headers: ifMatch(version) }) : createEscalationRule({ body })
    },
    onSaved: () => {
      tell(t('saved'))
      void readAnew(client, ['Escalation'])
      onClose()
    },
  })
  const steps = useFieldArray({ control: form.control, name: 'steps' })
  const values = form.watch()
  return (
    <Dialog open side size="xl" onClose={onClose} title={rule ? t('edit') : t('create')}>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Form form={form} className="flex flex-col gap-4">
          <TextField name="name" label={t('field.name')} required />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField name="condition" label={t('field.condition')} options={(['unacknowledged', 'in_status', 'due'] as const).map((value) => ({ value, label: t(`choice.${value}`) }))} />
            {values.condition === 'in_status' && (
              <SelectField name="status" label={t('field.status')} empty={t('common:picker.choose')} required options={WAITING.map((value) => ({ value, label: t(`common:status.${value}`) }))} />
            )}
          </div>
          <Checks name="priorities" label={t('field.priorities')} options={PRIORITIES.map((value) => ({ value, label: t(`common:priority.${value}`) }))} />
          <Checks name="kinds" label={t('field.kinds')} options={KINDS.map((value) => ({ value, label: t(`common:kind.${value}`) }))} />
          <div className="grid gap-4 sm:grid-cols-2">
            <RecordField name="siteIds" kind="site" many label={t('field.sites')} placeholder={t('common:all')} />
            <RecordField name="crewIds" kind="crew" many label={t('field.crews')} placeholder={t('common:all')} />
          </div>
          <CheckField name="inHours" label={t('field.inHours')} />
          {values.inHours && (
            <div className="grid grid-cols-2 gap-4 sm:max-w-xs">
              <TextField name="start" type="time" label={t('field.start')} required />
              <TextField name="end" type="time" label={t('field.end')} required />
            </div>
          )}
          <section aria-label={t('steps')}>
            <h3 className="mb-2">{t('steps')}</h3>
            <ol className="flex flex-col gap-3">
              {steps.fields.map((field, at) => (
                <StepFields key={field.id} at={at} due={values.condition === 'due'} {...(steps.fields.length > 1 && { onRemove: () => steps.remove(at) })} />
              ))}
            </ol>
            <Button size="sm" icon={Plus} className="mt-2" onClick={() => steps.append({ ...NEW_STEP, amount: (steps.fields.length + 1) * 4 })}>
              {t('addStep')}
            </Button>
          </section>
          <CheckField name="includePresent" label={t('field.includePresent')} />
          <FormActions form={form} onCancel={onClose} />
        </Form>
        <Foreseen body={bodyOf(values, rule)} />
      </div>
    </Dialog>
  )
}

import { type ReactNode, useState } from 'react'
import { type FieldValues, FormProvider } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '../button'
import { Dialog } from '../overlay'
import type { Clash } from './clashes'
import type { RecordForm } from './useRecordForm'

interface FormProps<Values extends FieldValues> {
  form: RecordForm<Values>
  children: ReactNode
  className?: string
  id?: string
  /** The words of fields and their values in a clash; without them the field's name and JSON are shown. */
  describe?: (field: string, value: unknown) => { label: string; value: string }
}

/** A form around its fields: faults that belong to no field, what was brought back, what clashed. */
export function Form<Values extends FieldValues>({ form, children, className, id, describe }: FormProps<Values>) {
  const { t } = useTranslation()
  return (
    <FormProvider {...form}>
      <form id={id} noValidate onSubmit={form.submit} className={className}>
        {form.restored && (
          <p role="status" className="mb-4 flex items-center gap-2 rounded-md bg-info-soft px-3 py-2 text-sm text-info">
            <span className="flex-1">{t('form.restored')}</span>
            <Button size="sm" look="quiet" onClick={form.discard}>
              {t('form.discard')}
            </Button>
          </p>
        )}
        {form.general.length > 0 && (
          <div role="alert" className="mb-4 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
            {form.general.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        )}
        {children}
      </form>
      {form.clash && <ClashDialog clash={form.clash} resolve={form.resolveClash} close={form.giveUpClash} describe={describe} />}
    </FormProvider>
  )
}

/** Save and cancel at the end of a form. */
export function FormActions({ form, verb, onCancel }: { form: RecordForm<never> | RecordForm<any>; verb?: string; onCancel?: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="mt-5 flex flex-wrap justify-end gap-2">
      {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
      <Button type="submit" look="primary" busy={form.saving}>
        {verb ?? t('save')}
      </Button>
    </div>
  )
}

function ClashDialog({
  clash,
  resolve,
  close,
  describe = (label, value) => ({ label, value: typeof value === 'string' ? value : JSON.stringify(value ?? null) }),
}: {
  clash: Clash[]
  resolve: (mine: ReadonlySet<string>) => void
  close: () => void
  describe?: FormProps<FieldValues>['describe']
}) {
  const { t } = useTranslation()
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set(clash.map(({ field }) => field)))
  const choose = (field: string, keep: boolean) => {
    const next = new Set(mine)
    if (keep) next.add(field)
    else next.delete(field)
    setMine(next)
  }
  return (
    <Dialog
      open
      onClose={close}
      size="lg"
      title={t('clash.title')}
      about={t('clash.about')}
      footer={
        <>
          <Button onClick={close}>{t('clash.goOn')}</Button>
          <Button look="primary" onClick={() => resolve(mine)}>
            {t('clash.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {clash.map(({ field, base, mine: my, theirs }) => (
          <fieldset key={field}>
            <legend className="mb-1 font-medium">{describe(field, base).label}</legend>
            <p className="mb-1 text-xs text-muted">{t('clash.was', { value: describe(field, base).value || '–' })}</p>
            <div className="grid gap-2 sm:grid-cols-2">
              {([['mine', my, true] as const, ['theirs', theirs, false] as const]).map(([whose, value, keep]) => (
                <label key={whose} className="flex items-start gap-2 rounded-md border p-2 has-checked:border-accent has-checked:bg-accent-soft">
                  <input type="radio" name={`clash-${field}`} checked={mine.has(field) === keep} onChange={() => choose(field, keep)} className="mt-1 accent-(--accent)" />
                  <span className="min-w-0">
                    <span className="block text-xs text-muted">{t(`clash.${whose}`)}</span>
                    <span className="break-words whitespace-pre-wrap">{describe(field, value).value || '–'}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </Dialog>
  )
}

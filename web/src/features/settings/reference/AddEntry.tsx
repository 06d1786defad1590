import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@fettle/kit/problems'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { Form, SelectField, TextField, useRecordForm } from '@/ui/form'
import { tell } from '@/ui/toast'
import type { Entry, Shelf } from './shelves'

/** One line that adds to a list; it stays, so that ten entries are ten times Enter. What is missing is said when Enter is pressed, not on the way through. */
export function AddEntry({ shelf, kind }: { shelf: Shelf; kind: string | undefined }) {
  const { t } = useTranslation('reference')
  const client = useQueryClient()
  const empty = { kind: kind ?? shelf.kinds?.[0] ?? null, code: '', name: '' }
  const form = useRecordForm<typeof empty, Entry>({
    initial: empty,
    draft: `reference:${shelf.key}`,
    save: (values) => {
      const missing = (['code', 'name'] as const).filter((field) => !values[field] && !(shelf.plain && field === 'code'))
      if (missing.length) throw new Problem(422, '', '', '', missing.map((field) => ({ pointer: `/${field}`, code: 'required', message: t('common:fieldRequired') })), undefined)
      return shelf.create({ name: values.name, ...(!shelf.plain && { code: values.code }), ...(shelf.kinds && values.kind && { kind: values.kind }) })
    },
    onSaved: ({ name }) => {
      tell(t('added', { name }))
      void readAnew(client, shelf.touches)
      form.reset({ ...empty, kind: form.getValues('kind') })
      form.setFocus(shelf.plain ? 'name' : 'code')
    },
  })
  return (
    <Form form={form} className="border-b px-4 py-3 sm:px-6">
      <div className="flex flex-wrap items-start gap-2">
        {shelf.kinds && (
          <SelectField name="kind" label={t('kind')} className="w-40" options={shelf.kinds.map((each) => ({ value: each, label: t(`kinds.${each}`) }))} />
        )}
        {!shelf.plain && <TextField name="code" label={t('code')} className="w-40" autoComplete="off" />}
        <TextField name="name" label={t('name')} className="min-w-48 flex-1 sm:max-w-96" autoComplete="off" />
        <Button type="submit" icon={Plus} busy={form.saving} className="mt-6">
          {t('common:add')}
        </Button>
      </div>
    </Form>
  )
}

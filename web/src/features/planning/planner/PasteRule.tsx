import { readRecurrenceRule } from '@fettle/client'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { day, localDay } from '@/lib/format'
import { Problem } from '@fettle/kit/problems'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { reasonOf } from '@/ui/toast'
import { seriesValues, type TriggerValues } from '../trigger/triggers'
import { readPasted } from './pasted'

interface Props {
  onClose: () => void
  onUse: (series: TriggerValues['series']) => void
}

/** Takes the recurrence rule of a calendar program, and says what it means here before it is used. */
export function PasteRule({ onClose, onUse }: Props) {
  const { t, i18n } = useTranslation('plans')
  const today = localDay(new Date())
  const [text, setText] = useState('')
  const [anchor, setAnchor] = useState(today)
  const read = useMutation({
    mutationFn: () => {
      const pasted = readPasted(text)
      if (pasted.anchor) setAnchor(pasted.anchor)
      return readRecurrenceRule({ body: { rule: pasted.rule, anchor: pasted.anchor ?? anchor, language: i18n.language } })
    },
  })
  const { error, data } = read
  const fault = error instanceof Problem ? reasonOf(error) : error ? reasonOf(error) : undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('paste.title')}
      about={t('paste.about')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button look={data ? 'plain' : 'primary'} busy={read.isPending} disabled={!text.trim()} onClick={() => read.mutate()}>
            {t('paste.read')}
          </Button>
          {data && (
            <Button look="primary" onClick={() => onUse(seriesValues(data.series, today))}>
              {t('paste.use')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('paste.rule')} error={fault} hint="FREQ=MONTHLY;BYDAY=2TU">
          {(ids) => (
            <textarea
              {...ids}
              rows={3}
              autoFocus
              className="control h-auto py-1.5 font-mono"
              value={text}
              onChange={(event) => {
                setText(event.target.value)
                read.reset()
              }}
            />
          )}
        </Field>
        <Field label={t('trigger.anchor')} className="w-40">
          {(ids) => (
            <input
              {...ids}
              type="date"
              className="control"
              value={anchor}
              onChange={(event) => {
                setAnchor(event.target.value || today)
                read.reset()
              }}
            />
          )}
        </Field>
        {data && (
          <div role="status" className="rounded-md bg-info-soft px-3 py-2">
            <p className="font-medium text-info">{data.words}</p>
            <p className="mt-1 text-sm text-muted">{t('paste.next', { dates: data.dates.slice(0, 4).map((date) => day(date, { weekday: true })).join(' · ') })}</p>
          </div>
        )}
      </div>
    </Dialog>
  )
}

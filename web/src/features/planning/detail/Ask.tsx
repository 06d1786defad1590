import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf, localDay, wallOf } from '@/lib/format'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'
import { Dialog } from '@/ui/overlay'

interface Props {
  title: string
  about: ReactNode
  verb: string
  busy: boolean
  onClose: () => void
}

/** Asks why something is left out. */
export function AskReason({ title, about, verb, busy, onClose, onGiven }: Props & { onGiven: (reason: string) => void }) {
  const { t } = useTranslation('plans')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  return (
    <Dialog open onClose={onClose} title={title} about={about} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (reason.trim()) onGiven(reason.trim())
        }}
      >
        <Field label={t('ask.reason')} required error={tried && !reason.trim() ? t('common:fieldRequired') : undefined}>
          {(ids) => <textarea {...ids} rows={3} autoFocus maxLength={2000} className="control h-auto py-1.5" value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Buttons verb={verb} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  )
}

/** Asks until when nobody is reminded. */
export function AskUntil({ title, about, verb, busy, onClose, onGiven }: Props & { onGiven: (until: string) => void }) {
  const { t } = useTranslation('plans')
  const tomorrow = localDay(new Date(Date.now() + 86_400_000))
  const [until, setUntil] = useState(() => instantOf(`${tomorrow}T08:00`))
  const passed = Date.parse(until) <= Date.now()
  return (
    <Dialog open onClose={onClose} title={title} about={about} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!passed) onGiven(until)
        }}
      >
        <Field label={t('ask.until')} required error={passed ? t('ask.passed') : undefined}>
          {(ids) => <input {...ids} type="datetime-local" className="control" value={wallOf(until)} onChange={(event) => event.target.value && setUntil(instantOf(event.target.value))} />}
        </Field>
        <Buttons verb={verb} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  )
}

/** Asks when the work was done, and for a closing note. */
export function AskDone({ title, about, verb, busy, onClose, onGiven }: Props & { onGiven: (done: { completedAt: string | null; note: string | null }) => void }) {
  const { t } = useTranslation('plans')
  const [completedAt, setCompletedAt] = useState<string | null>(null)
  const [note, setNote] = useState('')
  return (
    <Dialog open onClose={onClose} title={title} about={about} size="sm">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          onGiven({ completedAt, note: note.trim() || null })
        }}
      >
        <Field label={t('ask.doneAt')} hint={t('ask.doneAtHelp')}>
          {(ids) => <input {...ids} type="datetime-local" className="control" value={wallOf(completedAt)} onChange={(event) => setCompletedAt(event.target.value ? instantOf(event.target.value) : null)} />}
        </Field>
        <Field label={t('ask.note')}>
          {(ids) => <textarea {...ids} rows={3} className="control h-auto py-1.5" value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        <Buttons verb={verb} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  )
}

function Buttons({ verb, busy, onClose }: Pick<Props, 'verb' | 'busy' | 'onClose'>) {
  const { t } = useTranslation()
  return (
    <div className="mt-4 flex justify-end gap-2">
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" look="primary" busy={busy}>
        {verb}
      </Button>
    </div>
  )
}

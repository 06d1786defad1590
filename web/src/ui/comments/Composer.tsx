import { mentionedIn } from '@fettle/kit/mentions'
import { Globe } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../badge'
import { Button } from '../button'
import type { Addressed } from './addressed'
import { MentionBox } from './MentionBox'
import type { Addressing } from './useAddressed'
import { useDraft } from './useDraft'

export interface Saying {
  body: string
  public: boolean
  /** The accounts of those whom it speaks to. */
  mentions: string[]
}

interface Props {
  /** Under which name this browser tab keeps what is typed. */
  draft: string
  addressing: Addressing
  /** Rejects when it could not be said; then the words come back. */
  onSay: (saying: Saying) => Promise<unknown>
  /** The person who asked can be let read it. */
  asksPublic: boolean
  box?: RefObject<HTMLTextAreaElement | null>
  /** An answer: to whom, how it ends, and how it comes back when it could not be said. */
  answer?: { to: string; onClose: () => void; onBack: () => void }
}

/** Where a comment is written. Ctrl+Enter sends it; what is typed outlives a reload. */
export function Composer({ draft, addressing, onSay, asksPublic, box, answer }: Props) {
  const { t } = useTranslation(['records', 'common'])
  const { words, chosen, setWords, choose, clear, bringBack } = useDraft(draft)
  const [open, setOpen] = useState(false)
  // Who was found by the server's search is not among the people any more when something else is typed.
  const [found, setFound] = useState<readonly Addressed[]>([])
  const { people, onAsk } = addressing
  const known = [...people, ...found.filter(({ id }) => !people.some((person) => person.id === id))]
  const mentions = mentionedIn(words, known, chosen)
  const told = known.filter(({ id }) => mentions.includes(id)).map(({ name }) => name)
  const send = () => {
    if (!words.trim()) return
    onSay({ body: words.trim(), public: open, mentions }).catch(() => {
      bringBack()
      answer?.onBack()
    })
    clear()
    setOpen(false)
    answer?.onClose()
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <MentionBox
        box={box}
        label={answer ? t('comments.replyTo', { name: answer.to }) : t('comments.write')}
        placeholder={answer ? t('comments.replyTo', { name: answer.to }) : t(people.length ? 'comments.writeTo' : 'comments.write')}
        autoFocus={!!answer}
        rows={2}
        value={words}
        people={people}
        onAsk={onAsk}
        onChange={setWords}
        onChoose={(person) => {
          choose(person.id)
          setFound((before) => [...before, person])
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            send()
          } else if (event.key === 'Escape' && answer) {
            event.stopPropagation()
            answer.onClose()
          }
        }}
      />
      {told.length > 0 && <p className="text-xs text-muted">{t('comments.tells', { names: told.join(', ') })}</p>}
      {(words.trim() !== '' || answer) && (
        <div className="flex flex-wrap items-center gap-3">
          {asksPublic && (
            <label className="flex min-h-8 items-center gap-2 text-sm">
              <input type="checkbox" className="size-4 accent-(--accent)" checked={open} onChange={(event) => setOpen(event.target.checked)} />
              <Globe aria-hidden className="size-4 text-muted" />
              {t('comments.public')}
            </label>
          )}
          <span className="ml-auto hidden items-center gap-1 text-xs text-muted sm:flex">
            <Kbd>Ctrl</Kbd>
            <Kbd>↵</Kbd>
          </span>
          <span className="flex gap-2 max-sm:ml-auto">
            {answer && <Button size="sm" look="quiet" onClick={answer.onClose}>{t('common:cancel')}</Button>}
            <Button type="submit" size="sm" disabled={!words.trim()}>{t(answer ? 'comments.reply' : 'comments.send')}</Button>
          </span>
        </div>
      )}
    </form>
  )
}

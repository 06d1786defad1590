import type { Comment } from '@fettle/client'
import { mentionedIn } from '@fettle/kit/mentions'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../button'
import { MentionBox } from './MentionBox'
import type { Addressing } from './useAddressed'

interface Props {
  comment: Comment
  addressing: Addressing
  onChange: (body: string) => void
  onClose: () => void
}

/** Other words for what one has said. Whom it speaks to was told when it was sent: only they are offered. */
export function Changing({ comment, addressing, onChange, onClose }: Props) {
  const { t } = useTranslation(['records', 'common'])
  const [words, setWords] = useState(comment.body)
  const hint = useId()
  const told = new Set(comment.mentions)
  const { people } = addressing
  const before = new Set(mentionedIn(comment.body, people))
  const untold = people.filter(({ id }) => !told.has(id) && !before.has(id) && mentionedIn(words, people).includes(id))
  const save = () => {
    if (!words.trim()) return
    if (words.trim() !== comment.body) onChange(words.trim())
    onClose()
  }
  return (
    <form
      className="flex flex-col gap-2 pl-6.5"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <MentionBox
        autoFocus
        label={t('comments.edit')}
        value={words}
        people={people.filter(({ id }) => told.has(id))}
        onChange={setWords}
        aria-describedby={untold.length ? hint : undefined}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            save()
          }
        }}
      />
      {untold.length > 0 && (
        <p id={hint} className="text-xs text-muted">
          {t('comments.notTold', { names: untold.map(({ name }) => name).join(', ') })}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button size="sm" type="submit">
          {t('common:save')}
        </Button>
      </div>
    </form>
  )
}

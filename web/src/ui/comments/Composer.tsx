import { Globe } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../badge'
import { Button } from '../button'

interface Props {
  /** Under which name this browser tab keeps what is typed. */
  draft: string
  /** Rejects when it could not be said; then the words come back. */
  onSay: (words: string, open: boolean) => Promise<unknown>
  /** The person who asked can be let read it. */
  asksPublic: boolean
  box?: RefObject<HTMLTextAreaElement | null>
}

/** Where a comment is written. Ctrl+Enter sends it; what is typed outlives a reload. */
export function Composer({ draft, onSay, asksPublic, box }: Props) {
  const { t } = useTranslation('records')
  const place = `fettle.draft.${draft}`
  const [words, setWords] = useState(() => sessionStorage.getItem(place) ?? '')
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (words) sessionStorage.setItem(place, words)
    else sessionStorage.removeItem(place)
  }, [place, words])
  const send = () => {
    if (!words.trim()) return
    onSay(words.trim(), open).catch(() => setWords((since) => since || words))
    setWords('')
    setOpen(false)
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={box}
        aria-label={t('comments.write')}
        placeholder={t('comments.write')}
        rows={2}
        maxLength={10_000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            send()
          }
        }}
        className="control field-sizing-content h-auto min-h-14 py-1.5"
      />
      {words.trim() !== '' && (
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
          <Button type="submit" size="sm" className="max-sm:ml-auto">{t('comments.send')}</Button>
        </div>
      )}
    </form>
  )
}

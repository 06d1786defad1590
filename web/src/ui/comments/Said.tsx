import type { Comment } from '@fettle/client'
import clsx from 'clsx'
import { Globe, MoreHorizontal, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exactly, relative } from '@/lib/format'
import { Badge, Who } from '../badge'
import { Button, IconButton } from '../button'
import { Confirm, Menu } from '../overlay'

interface Props {
  comment: Comment
  author: string | undefined
  /** Written by who looks at it. */
  own: boolean
  moderates: boolean
  onChange: (body: string) => void
  onRemove: () => void
}

/** One comment, with what its author can do about it. */
export function Said({ comment, author, own, moderates, onChange, onRemove }: Props) {
  const { t } = useTranslation('records')
  const [editing, setEditing] = useState<string>()
  const [asking, setAsking] = useState(false)
  const waiting = comment.id.startsWith('ahead-')
  const edited = comment.updatedAt !== comment.createdAt
  return (
    <li className={clsx('min-w-0', comment.parentId && 'ml-6 border-l-2 pl-3', waiting && 'opacity-60')}>
      <div className="flex min-h-7 flex-wrap items-center gap-x-2">
        <Who name={author ?? t('comments.somebody')} className="font-medium" />
        <time dateTime={comment.createdAt} title={exactly(comment.createdAt)} className="text-xs text-muted">
          {waiting ? t('comments.sending') : relative(comment.createdAt)}
          {edited && !waiting && ` · ${t('comments.edited')}`}
        </time>
        {comment.public && <Badge tone="info"><Globe aria-hidden className="size-3" />{t('comments.isPublic')}</Badge>}
        {(own || moderates) && !waiting && (
          <span className="ml-auto">
            <Menu
              label={t('comments.acts')}
              trigger={<IconButton size="sm" icon={MoreHorizontal} label={t('comments.acts')} />}
              items={[
                own && { label: t('common:edit'), icon: Pencil, onSelect: () => setEditing(comment.body) },
                { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => setAsking(true) },
              ]}
            />
          </span>
        )}
      </div>
      {editing === undefined ? (
        <p className="pl-6.5 break-words whitespace-pre-line">{comment.body}</p>
      ) : (
        <form
          className="flex flex-col gap-2 pl-6.5"
          onSubmit={(event) => {
            event.preventDefault()
            if (!editing.trim()) return
            onChange(editing.trim())
            setEditing(undefined)
          }}
        >
          <textarea
            autoFocus
            aria-label={t('comments.edit')}
            value={editing}
            maxLength={10_000}
            onChange={(event) => setEditing(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setEditing(undefined)}
            className="control field-sizing-content h-auto min-h-14 py-1.5"
          />
          <div className="flex justify-end gap-2">
            <Button size="sm" onClick={() => setEditing(undefined)}>{t('common:cancel')}</Button>
            <Button size="sm" type="submit">{t('common:save')}</Button>
          </div>
        </form>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('comments.delete')}
        verb={t('common:delete')}
        dangerous
        onConfirm={() => {
          setAsking(false)
          onRemove()
        }}
      >
        {t('comments.deleteHelp')}
      </Confirm>
    </li>
  )
}

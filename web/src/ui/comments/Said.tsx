import type { Comment } from '@fettle/client'
import clsx from 'clsx'
import { Globe, MoreHorizontal, Pencil, Reply, Trash2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exactly, relative } from '@/lib/format'
import { Badge, Who } from '../badge'
import { Button, IconButton } from '../button'
import { Confirm, Menu } from '../overlay'
import { Changing } from './Changing'
import type { Addressing } from './useAddressed'
import { Words } from './Words'

interface Props {
  comment: Comment
  author: string | undefined
  /** The author of what it answers, where that stands above. */
  answers?: string | undefined
  addressing: Addressing
  /** Written by who looks at it. */
  own: boolean
  moderates: boolean
  onChange: (body: string) => void
  onRemove: () => void
  /** Absent where nobody can answer it here. */
  onReply?: (() => void) | undefined
  /** The answer that is being written, if it is to this. */
  reply: ReactNode
}

/** One comment, with what its author can do about it. */
export function Said({ comment, author, answers, addressing, own, moderates, onChange, onRemove, onReply, reply }: Props) {
  const { t } = useTranslation('records')
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState(false)
  const acts = useRef<HTMLButtonElement>(null)
  const waiting = comment.id.startsWith('ahead-')
  const edited = comment.updatedAt !== comment.createdAt
  return (
    <li className={clsx('min-w-0', answers !== undefined && 'ml-6 border-l-2 pl-3', waiting && 'opacity-60')}>
      <div className="flex min-h-7 flex-wrap items-center gap-x-2">
        <Who name={author ?? t('comments.somebody')} className="font-medium" />
        {answers !== undefined && <span className="sr-only">{t('comments.replyTo', { name: answers })}</span>}
        <time dateTime={comment.createdAt} title={exactly(comment.createdAt)} className="text-xs text-muted">
          {waiting ? t('comments.sending') : relative(comment.createdAt)}
          {edited && !waiting && ` · ${t('comments.edited')}`}
        </time>
        {comment.public && <Badge tone="info"><Globe aria-hidden className="size-3" />{t('comments.isPublic')}</Badge>}
        {!waiting && (
          <span className="ml-auto flex items-center">
            {onReply && (
              <Button look="quiet" size="sm" icon={Reply} aria-expanded={!!reply} onClick={onReply} data-reply={comment.id}>
                <span className="max-sm:sr-only">{t('comments.reply')}</span>
              </Button>
            )}
            {(own || moderates) && (
              <Menu
                label={t('comments.acts')}
                trigger={<IconButton ref={acts} size="sm" icon={MoreHorizontal} label={t('comments.acts')} />}
                items={[
                  own && { label: t('common:edit'), icon: Pencil, onSelect: () => setEditing(true) },
                  { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => setAsking(true) },
                ]}
              />
            )}
          </span>
        )}
      </div>
      {editing ? (
        <Changing
          comment={comment}
          addressing={addressing}
          onClose={() => {
            setEditing(false)
            acts.current?.focus()
          }}
          onChange={onChange}
        />
      ) : (
        <Words comment={comment} nameOf={addressing.nameOf} />
      )}
      {reply && <div className="mt-2 pl-6.5">{reply}</div>}
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

import type { Comment } from '@fettle/client'
import { threads } from '@fettle/kit/threads'
import { type RefObject, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '../button'
import { Failed, Loading } from '../states'
import { Composer, type Saying } from './Composer'
import { Said } from './Said'
import { useAddressed } from './useAddressed'
import { type Topic, useComments } from './useComments'

interface Props {
  record: Topic
  /** Comments can be opened to the person who asked for the work. */
  asksPublic?: boolean
  /** Gets the box, so that a key can lead there. */
  box?: RefObject<HTMLTextAreaElement | null>
}

/** What was said about a record, oldest first, and where to say more. */
export function Comments(props: Props) {
  return (
    <Suspense fallback={<Loading lines={3} />}>
      <Inside key={props.record.id} {...props} />
    </Suspense>
  )
}

function Inside({ record, asksPublic = false, box }: Props) {
  const { t } = useTranslation('records')
  const { me, may } = useAccount()
  const { comments, query, say, change, remove } = useComments(record)
  const addressing = useAddressed(record, comments)
  const [answered, setAnswered] = useState<string>()
  if (query.isError && comments.length === 0) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <Loading lines={3} />
  const speaks = may('comments:create')
  const nameOf = (comment: Comment) => comment.authorName ?? addressing.nameOf(comment.createdBy ?? '') ?? t('comments.somebody')
  const byId = new Map(comments.map((each) => [each.id, each]))
  // What was said on a duplicate is answered there.
  const answerable = ({ workRequestId }: Comment) => speaks && (record.type === 'work_order' || workRequestId === record.id)
  const saying = (words: Saying, parentId: string | null) => say.mutateAsync({ ...words, parentId })
  // Nobody's place is lost with the box.
  const leave = (id: string) => {
    setAnswered(undefined)
    document.querySelector<HTMLElement>(`[data-reply="${id}"]`)?.focus()
  }
  return (
    <div className="flex flex-col gap-4">
      {comments.length === 0 && <p className="text-muted">{t('comments.none')}</p>}
      {comments.length > 0 && (
        <ul className="flex flex-col gap-3">
          {threads(comments, ({ parentId }) => parentId).map(({ comment, answers }) => (
            <Said
              key={comment.id}
              comment={comment}
              author={nameOf(comment)}
              answers={answers ? nameOf(byId.get(comment.parentId ?? '') ?? comment) : undefined}
              addressing={addressing}
              own={comment.createdBy === me.id && speaks}
              moderates={may('comments:create', 'work_orders:write')}
              onChange={(body) => change.mutate({ comment, body })}
              onRemove={() => remove.mutate(comment)}
              onReply={answerable(comment) ? () => setAnswered(answered === comment.id ? undefined : comment.id) : undefined}
              reply={
                answered === comment.id && (
                  <Composer
                    draft={`comment:${record.id}:${comment.id}`}
                    addressing={addressing}
                    asksPublic={asksPublic}
                    onSay={(words) => saying(words, comment.id)}
                    answer={{ to: nameOf(comment), onClose: () => leave(comment.id), onBack: () => setAnswered(comment.id) }}
                  />
                )
              }
            />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} className="self-start">
          {t('comments.more')}
        </Button>
      )}
      {speaks && (
        <Composer
          draft={`comment:${record.id}`}
          addressing={addressing}
          asksPublic={asksPublic}
          {...(box && { box })}
          onSay={(words) => saying(words, null)}
        />
      )}
    </div>
  )
}

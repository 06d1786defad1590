import { type RefObject, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { usePersonName } from '@/lib/people'
import { Button } from '../button'
import { Failed, Loading } from '../states'
import { Composer } from './Composer'
import { Said } from './Said'
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
  const name = usePersonName()
  const { comments, query, say, change, remove } = useComments(record)
  if (query.isError && comments.length === 0) return <Failed error={query.error} retry={() => void query.refetch()} />
  if (query.isPending) return <Loading lines={3} />
  return (
    <div className="flex flex-col gap-4">
      {comments.length === 0 && <p className="text-muted">{t('comments.none')}</p>}
      {comments.length > 0 && (
        <ul className="flex flex-col gap-3">
          {comments.map((comment) => (
            <Said
              key={comment.id}
              comment={comment}
              author={comment.authorName ?? name(comment.createdBy)}
              own={comment.createdBy === me.id && may('comments:create')}
              moderates={may('comments:create', 'work_orders:write')}
              onChange={(body) => change.mutate({ comment, body })}
              onRemove={() => remove.mutate(comment)}
            />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} className="self-start">
          {t('comments.more')}
        </Button>
      )}
      {may('comments:create') && (
        <Composer
          draft={`comment:${record.id}`}
          asksPublic={asksPublic}
          {...(box && { box })}
          onSay={(words, open) => say.mutateAsync({ body: words, public: open })}
        />
      )}
    </div>
  )
}

import { type Comment, type CommentBody, commentOnWorkOrder, commentOnWorkRequest, deleteComment, updateComment } from '@fettle/client'
import { listWorkOrderCommentsInfiniteOptions, listWorkRequestCommentsInfiniteOptions } from '@fettle/client/queries'
import type { InfiniteData } from '@tanstack/react-query'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { newId } from '@/lib/ids'
import { useAct, usePages } from '@/lib/query'

/** What people talk about. */
export interface Topic {
  type: 'work_order' | 'work_request'
  id: string
  /** Where it is and whose it is: who can be spoken to about it, and who is closest to it. */
  siteId?: string | null | undefined
  /** On the staff. */
  assigneeId?: string | null | undefined
  /** The account. */
  requestedById?: string | null | undefined
}

type Cached = InfiniteData<{ data: Comment[] }> | undefined

const optionsOf = ({ type, id }: Topic) =>
  type === 'work_order'
    ? listWorkOrderCommentsInfiniteOptions({ path: { work_order_id: id }, query: { limit: 100 } })
    : listWorkRequestCommentsInfiniteOptions({ path: { request_id: id }, query: { limit: 100 } })

/** What was said, oldest first, and how to say, change and take back something; shown before the server has answered. */
export function useComments(topic: Topic) {
  const { me } = useAccount()
  const options = optionsOf(topic)
  const key = options.queryKey
  const { rows, query } = usePages<Comment>(options as never, { keep: false })
  const touches = ['Comments', 'History']

  const edit = (change: (rows: Comment[]) => Comment[]) => (client: { getQueryData: (key: never) => unknown; setQueryData: (key: never, data: never) => void }) => {
    const before = client.getQueryData(key as never) as Cached
    if (!before) return undefined
    const last = before.pages.length - 1
    const pages = before.pages.map((page, at) => ({ ...page, data: at === last ? change(page.data) : change(page.data).filter((row) => page.data.some(({ id }) => id === row.id)) }))
    client.setQueryData(key as never, { ...before, pages } as never)
    return () => client.setQueryData(key as never, before as never)
  }

  const say = useAct({
    do: (body: CommentBody) =>
      topic.type === 'work_order' ? commentOnWorkOrder({ path: { work_order_id: topic.id }, body }) : commentOnWorkRequest({ path: { request_id: topic.id }, body }),
    touches,
    ahead: (body, client) => {
      const now = new Date().toISOString()
      const said = { id: `ahead-${newId()}`, mentions: [], authorName: me.name, createdBy: me.id, createdAt: now, updatedAt: now, version: 0, ...body } as Comment
      return edit((all) => [...all, said])(client as never)
    },
  })
  const change = useAct({
    do: ({ comment, body }: { comment: Comment; body: string }) => updateComment({ path: { comment_id: comment.id }, body: { body }, headers: ifMatch(comment.version) }),
    touches,
    ahead: ({ comment, body }, client) => edit((all) => all.map((each) => (each.id === comment.id ? { ...each, body } : each)))(client as never),
  })
  const remove = useAct({
    do: (comment: Comment) => deleteComment({ path: { comment_id: comment.id }, headers: ifMatch(comment.version) }),
    touches,
    ahead: (comment, client) => edit((all) => all.filter(({ id }) => id !== comment.id))(client as never),
  })
  return { comments: rows, query, say, change, remove }
}

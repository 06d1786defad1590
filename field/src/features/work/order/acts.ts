/** What somebody does to a work order, each in one transaction on this device. Sync sends it. */
import type { Database } from '@nozbe/watermelondb'
import { type Row, type Table, write, type Writing } from '@/db'
import { type Move, type Said, type TaskStatus, writtenOn } from '@/work'
import type { Written } from './changing'

export type Order = Row<'work_orders'>
export type Task = Row<'work_order_tasks'>
export type Comment = Row<'comments'>

/** Make one or several moves of the life cycle. `also`: what is done in the same transaction. */
export const make = (database: Database, order: Order, way: readonly Move[], said: Said, also?: (to: Writing) => Promise<void>): Promise<void> =>
  write(database, async (to) => {
    await to.update('work_orders', order.id, writtenOn(order, way, said, Date.now()))
    await also?.(to)
  })

export const answer = (database: Database, id: string, status: TaskStatus, result: string | null): Promise<void> =>
  write(database, (to) => to.update('work_order_tasks', id, { status, result: result?.trim() || null }))

/** Take an answer back: it is as it was before. */
export const unanswer = (database: Database, before: Task): Promise<void> => answer(database, before.id, before.status as TaskStatus, before.result)

export const addTask = (database: Database, order: Order, title: string, required: boolean, position: number): Promise<string> =>
  write(database, (to) => to.create('work_order_tasks', { work_order_id: order.id, position, title: title.trim(), required, status: 'open' }))

export interface Author {
  userId: string
  name: string
}

export interface Words {
  body: string
  public: boolean
  /** The comment that is answered. */
  parentId: string | null
  /** The accounts of those whom it speaks to. */
  mentions: readonly string[]
}

export const say = (database: Database, order: Order, { body, public: isPublic, parentId, mentions }: Words, by: Author, also?: (to: Writing) => Promise<void>): Promise<void> =>
  write(database, async (to) => {
    const now = Date.now()
    const said = { body: body.trim(), public: isPublic, parent_id: parentId, mentions: JSON.stringify(mentions) }
    to.create('comments', { work_order_id: order.id, ...said, author_name: by.name, created_at: now, created_by: by.userId, updated_at: now })
    await also?.(to)
  })

export const assign = (database: Database, order: Order, to: Pick<Order, 'assignee_id' | 'crew_id'>): Promise<void> => write(database, (writing) => writing.update('work_orders', order.id, to))

/** Say anew what the work is. */
export const change = (database: Database, id: string, values: Written): Promise<void> => write(database, (to) => to.update('work_orders', id, values))

export const remove = (database: Database, table: Table, id: string): Promise<void> => write(database, (to) => to.remove(table, id))

/** A drawing that is not done survives the app: it lies among the drafts. */
import { currentDatabase, Q, rows, write } from '@/db'
import type { Shape } from '@/photos/drawing'

const KIND = 'drawing'
const keyOf = (photo: string) => `${KIND}:${photo}`
let last: Promise<unknown> = Promise.resolve()

/** One after the other: two at once would make two rows. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work)
  last = next.catch(() => undefined)
  return next
}

async function found(photo: string) {
  const database = currentDatabase()
  return database ? { database, draft: (await rows(database, 'drafts', Q.where('key', keyOf(photo))))[0] } : undefined
}

export const readDrawing = (photo: string): Promise<Shape[]> =>
  inTurn(async () => {
    try {
      return JSON.parse((await found(photo))?.draft?.value ?? '[]') as Shape[]
    } catch {
      return []
    }
  })

export const keepDrawing = (photo: string, shapes: readonly Shape[]): Promise<void> =>
  inTurn(async () => {
    const here = await found(photo)
    if (!here || (!here.draft && !shapes.length)) return
    const values = { value: JSON.stringify(shapes), updated_at: Date.now() }
    const { database, draft } = here
    await write(database, (to) => (draft ? to.update('drafts', draft.id, values) : void to.create('drafts', { key: keyOf(photo), kind: KIND, subject: photo, ...values })))
  })

export const forgetDrawing = (photo: string): Promise<void> =>
  inTurn(async () => {
    const here = await found(photo)
    if (here?.draft) await write(here.database, (to) => to.remove('drafts', here.draft!.id))
  })

/**
 * What others change appears here within a second. One tab of the browser listens to the server's stream and tells the
 * other tabs, so that ten open tabs cost one connection.
 */
import { streamEvents } from '@fettle/client'
import { fetchSignedIn } from './api'
import { queryClient, readAnew } from './query'
import { accessToken } from './session'
import { makeStore, useStore } from '@fettle/kit/store'

/** One change as the stream tells it: which record, by whom, and the names of what changed. */
export interface Change {
  id: string
  type: string
  entity: string
  entityId: string
  aboutId: string
  actorUserId: string | null
  at: string
  changed: string[]
}

type Told = { change: Change; position?: string } | { reset: true } | { notification: true } | { connected: boolean }

const connected = makeStore(false)
const listeners = new Set<(change: Change) => void>()
const GATHERING_MS = 150
/** Up to where in the feed this tab knows what happened. */
let position = ''

/** Whether changes arrive as they happen; false while the network or server is away. */
export const useConnected = (): boolean => useStore(connected)

/** Be told of each change. Returns how to stop. */
export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Which answers show something of a record: operations whose names contain one of these. */
const SHOWN_IN: Record<string, readonly string[]> = {
  work_order: ['WorkOrder', 'Calendar', 'Workload', 'Backlog', 'Analy', 'analyse', 'AssetHistory', 'Reliability', 'Occurrence'],
  work_order_task: ['WorkOrderTask', 'getWorkOrder'],
  work_request: ['WorkRequest', 'Duplicates'],
  comment: ['Comments', 'History'],
  log_entry: ['LogEntr', 'getWorkOrder', 'Costs', 'analyse', 'WorkOrderHistory', 'Reliability', 'Backlog'],
  asset: ['Asset', 'Reliability'],
  downtime: ['Downtime', 'Reliability', 'getAsset'],
  machine_key: ['ApiKey', 'Client'],
  staff_rate: ['Rate', 'Staff'],
  asset_category: ['AssetCategor'],
  meter_reading: ['Reading', 'Meter'],
  staff: ['Staff', 'Crew'],
  membership: ['Person', 'People'],
  tenant: ['Tenant', 'getMe'],
  maintenance_plan: ['Plan', 'Calendar', 'forecast'],
  plan_occurrence: ['Occurrence', 'Plan', 'Calendar'],
  notification: ['Notification', 'Reminder'],
}

let gathered = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined

function gather(kinds: readonly string[]): void {
  for (const kind of kinds) gathered.add(kind)
  timer ??= setTimeout(() => {
    const now = [...gathered]
    gathered = new Set()
    timer = undefined
    void readAnew(queryClient, now)
  }, GATHERING_MS)
}

const pascal = (entity: string): string => entity.replace(/(^|_)(\w)/g, (_all, _gap, letter: string) => letter.toUpperCase())

function take(told: Told): void {
  if ('connected' in told) connected.set(told.connected)
  else if ('reset' in told) void queryClient.invalidateQueries()
  else if ('notification' in told) gather(['Notification'])
  else {
    const { change } = told
    position = told.position ?? position
    gather([...(SHOWN_IN[change.entity] ?? [pascal(change.entity)]), 'Event'])
    for (const listener of listeners) listener(change)
  }
}

/** Listen until `signal` aborts. `head` is the feed's position from before the first thing on the screen was read. */
export function listen(head: string, signal: AbortSignal): void {
  position = head
  const channel = new BroadcastChannel('fettle-live')
  channel.onmessage = ({ data }: MessageEvent<Told>) => take(data)
  signal.addEventListener('abort', () => channel.close())
  const tellAll = (told: Told) => {
    if (signal.aborted) return
    take(told)
    channel.postMessage(told)
  }
  const lead = () => stream(signal, tellAll)
  const led = navigator.locks ? navigator.locks.request('fettle-live', { signal }, lead) : lead()
  led.catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}

async function stream(signal: AbortSignal, tell: (told: Told) => void): Promise<void> {
  while (!signal.aborted) {
    try {
      const token = await accessToken()
      const { stream } = await streamEvents({
        signal,
        fetch: fetchSignedIn as typeof fetch,
        headers: { Accept: 'text/event-stream', Authorization: `Bearer ${token}`, 'Last-Event-ID': position },
        sseMaxRetryAttempts: 1,
        onSseEvent: ({ event, data, id }) => {
          if (event === 'change') tell({ change: data as Change, position: id })
          else if (event === 'ready') tell({ connected: true })
          else if (event === 'reset') {
            position = id ?? position
            tell({ reset: true })
          }
          if (event === 'notification') tell({ notification: true })
        },
      })
      for await (const _told of stream) if (signal.aborted) return
    } catch {
      // Whatever it was, the next round tries again.
    }
    if (signal.aborted) return
    tell({ connected: false })
    await new Promise((goOn) => setTimeout(goOn, 1000 + Math.random() * 2000))
  }
}

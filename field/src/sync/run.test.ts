/** The real WatermelonDB in memory against a server of twenty lines. */
import { Database, Q } from '@nozbe/watermelondb'
import LokiJSAdapter from '@nozbe/watermelondb/adapters/lokijs'
import logger from '@nozbe/watermelondb/utils/common/logger'
import { beforeEach, describe, expect, it } from 'vitest'
import { modelClasses } from '@/db/models'
import { write } from '@/db/rows'
import type { Table } from '@/db/columns.gen.ts'
import { migrations, schema, SYNCED, SYNCED_TABLES } from '@/db/schema'
import { Problem, Unreachable } from '@fettle/kit/problems'
import type { Changes, Raw } from './push.ts'
import { type PulledAnswer, run, type Transport } from './run.ts'

const empty = (): Changes => Object.fromEntries(SYNCED_TABLES.map((table) => [table, { created: [], updated: [], deleted: [] }]))
const problem = (status: number) => new Problem(status, '', '', '', [], undefined)

logger.silence()
let database: Database
let pages: Partial<PulledAnswer>[]
let pushes: Changes[]
let wishes: unknown[]
let onPush: (changes: Changes) => void

const transport: Transport = {
  async pull(wish) {
    wishes.push(wish)
    const { changes, ...rest } = pages.shift() ?? {}
    return { changes: { ...empty(), ...changes }, timestamp: 100 + wishes.length, ...rest }
  },
  async push(changes) {
    onPush(changes)
    pushes.push(changes)
    return {}
  },
}
const site = (id: string, name: string): Raw => ({ id, name })
const sync = (most?: number) => run({ database, transport, tables: SYNCED_TABLES, serverVersion: (version) => version, most })
const sent = () => pushes.map((changes) => Object.values(changes).flatMap(({ created, updated }) => [...created, ...updated]).map(({ id }) => id))

beforeEach(() => {
  pages = []
  pushes = []
  wishes = []
  onPush = () => undefined
  const adapter = new LokiJSAdapter({ schema, migrations, useWebWorker: false, useIncrementalIndexedDB: true, dbName: `test${Math.random()}` })
  database = new Database({ adapter, modelClasses })
})

const siteNames = async () => (await database.get('sites').query(Q.sortBy('name', Q.asc)).fetch()).map((record) => (record as unknown as { name: string }).name)

describe('what was typed and not sent', () => {
  const order = (title: string): Raw => ({ id: 'w', title, status: 'approved', priority: 'low', kind: 'corrective', released: false })
  const told = (updated: Raw[], deleted: string[] = []) => ({ work_orders: { created: [], updated, deleted } })
  const retitle = (title: string) => write(database, (to) => to.update('work_orders', 'w', { title }))
  const titles = async () => (await database.get('work_orders').query().fetch()).map((record) => (record as unknown as { title: string }).title)

  it('reaches the server although the record is gone there, and goes after that', async () => {
    pages = [{ changes: told([order('Pump')]) }]
    await sync()
    await retitle('Pump house')
    pages = [{ changes: told([], ['w']) }, { changes: told([], ['w']) }]
    await sync()
    expect(pushes.flatMap((changes) => changes.work_orders?.updated ?? []).map(({ title }) => title)).toEqual(['Pump house'])
    expect(await titles()).toEqual([])
  })

  it('reaches the server although a full set leaves the record out', async () => {
    pages = [{ changes: told([order('Pump')]) }]
    await sync()
    await retitle('Pump house')
    pages = [{ changes: told([]), experimentalStrategy: 'replacement' }, { changes: told([], ['w']) }]
    await sync()
    expect(pushes.flatMap((changes) => changes.work_orders?.updated ?? []).map(({ title, _changed }) => [title, _changed])).toEqual([['Pump house', 'title']])
    expect(await titles()).toEqual([])
  })
})

describe('pulling', () => {
  it('goes on while there is more, from where it was', async () => {
    pages = [
      { changes: { sites: { created: [], updated: [site('a', 'A')], deleted: [] } }, timestamp: 11, hasMore: true },
      { changes: { sites: { created: [], updated: [site('b', 'B')], deleted: [] } }, timestamp: 12, hasMore: true },
      { changes: { sites: { created: [], updated: [site('c', 'C')], deleted: ['a'] } }, timestamp: 13 },
    ]
    await sync()
    expect(await siteNames()).toEqual(['B', 'C'])
    expect(wishes.map((wish) => (wish as { last_pulled_at: number | null }).last_pulled_at)).toEqual([null, 11, 12])
    expect(wishes[0]).toEqual({ last_pulled_at: null, schema_version: schema.version, migration: null })
  })

  it('takes a record of every table, whatever its columns are called', async () => {
    const sample = { string: 'x', number: 7, boolean: true }
    const whole = (table: (typeof SYNCED.tables)[number]): Raw => Object.assign({ id: 'r' }, ...table.columns.map(({ name, type }) => ({ [name]: sample[type] })))
    pages = [{ changes: Object.fromEntries(SYNCED.tables.map((table) => [table.name, { created: [], updated: [whole(table)], deleted: [] }])), timestamp: 11 }]
    await sync()
    for (const table of SYNCED.tables) {
      expect((await database.get(table.name).find('r'))._raw).toMatchObject(whole(table))
      await write(database, (to) => to.update(table.name as Table, 'r', { [table.columns[0]!.name]: sample[table.columns[0]!.type] } as never))
    }
  })

  it('drops what is not in a replacement, and keeps what was made here', async () => {
    pages = [{ changes: { sites: { created: [], updated: [site('a', 'A'), site('b', 'B')], deleted: [] } }, timestamp: 11 }]
    await sync()
    await write(database, (to) => to.create('sites', { id: 'mine', name: 'Mine' }))
    pages = [{ changes: { sites: { created: [], updated: [site('b', 'B2')], deleted: [] } }, timestamp: 12, experimentalStrategy: 'replacement' }]
    await sync()
    expect(await siteNames()).toEqual(['B2', 'Mine'])
  })

  it('leaves nothing of a page that breaks off', async () => {
    pages = [{ changes: { sites: { created: [], updated: [site('a', 'A')], deleted: [] } }, timestamp: 11, hasMore: true }]
    const pull = transport.pull
    const cut: Transport = { ...transport, pull: async (wish) => (wishes.length ? Promise.reject(new Unreachable('')) : pull(wish)) }
    await expect(run({ database, transport: cut, tables: SYNCED_TABLES, serverVersion: (version) => version })).rejects.toBeInstanceOf(Unreachable)
    pages = [{ changes: { sites: { created: [], updated: [site('b', 'B')], deleted: [] } }, timestamp: 12 }]
    await sync()
    expect(await siteNames()).toEqual(['A', 'B'])
  })
})

describe('pushing', () => {
  it('sends what was changed, once, and nothing of what this device keeps to itself', async () => {
    await write(database, (to) => {
      to.create('work_orders', { id: 'w', title: 'Swing', status: 'new' })
      to.create('drafts', { id: 'd', key: 'k', kind: 'log', value: '{}' })
      to.create('settings', { id: 'filters', value: '{}' })
    })
    await write(database, (to) => to.update('drafts', 'd', { value: '{"a":1}' }))
    await sync()
    expect(sent()).toEqual([['w']])
    expect(Object.keys(pushes[0]!)).toEqual(['work_orders'])
    expect(wishes).toHaveLength(2)
    await sync()
    expect(pushes).toHaveLength(1)
    await write(database, (to) => to.update('work_orders', 'w', { title: 'Swing, north' }))
    await sync()
    expect(pushes[1]!.work_orders!.updated[0]).toMatchObject({ id: 'w', title: 'Swing, north', _status: 'updated', _changed: 'title' })
  })

  it('splits what is too much, and sends all of it', async () => {
    await write(database, (to) => {
      for (let at = 0; at < 25; at += 1) to.create('comments', { id: `c${at}`, body: `${at}` } as never)
    })
    await sync(10)
    expect(sent().map((ids) => ids.length)).toEqual([10, 10, 5])
    expect(new Set(sent().flat()).size).toBe(25)
  })

  it('halves what the server finds too large', async () => {
    await write(database, (to) => {
      for (let at = 0; at < 8; at += 1) to.create('comments', { id: `c${at}` })
    })
    onPush = (changes) => {
      if (changes.comments!.created.length > 3) throw problem(413)
    }
    await sync(8)
    expect(sent().map((ids) => ids.length)).toEqual([2, 2, 2, 2])
  })

  it('pulls and tries once more when somebody else was faster, then gives up', async () => {
    await write(database, (to) => to.create('work_orders', { id: 'w', title: 'Swing' }))
    let refusals = 1
    onPush = () => {
      if (refusals-- > 0) throw problem(409)
    }
    await sync()
    expect(sent()).toEqual([['w']])
    expect(wishes).toHaveLength(3)
    await write(database, (to) => to.update('work_orders', 'w', { title: 'Other' }))
    refusals = 2
    await expect(sync()).rejects.toMatchObject({ status: 409 })
  })

  it('keeps what could not be sent', async () => {
    await write(database, (to) => to.create('work_orders', { id: 'w', title: 'Swing' }))
    onPush = () => {
      throw new Unreachable('')
    }
    await expect(sync()).rejects.toBeInstanceOf(Unreachable)
    onPush = () => undefined
    await sync()
    expect(sent()).toEqual([['w']])
  })
})

describe('writing', () => {
  it('is all or nothing', async () => {
    const failing = write(database, async (to) => {
      to.create('sites', { id: 's', name: 'S' })
      await to.update('sites', 'unknown', { name: 'T' })
    })
    await expect(failing).rejects.toThrow()
    expect(await siteNames()).toEqual([])
  })

  it('takes several changes of one record as one', async () => {
    await write(database, async (to) => {
      const id = to.create('work_orders', { title: 'One' })
      await to.update('work_orders', id, { title: 'Two', description: 'More' })
    })
    const made = (await database.get('work_orders').query().fetch())[0]!
    expect(made._raw).toMatchObject({ title: 'Two', description: 'More', _status: 'created' })
    await write(database, async (to) => {
      await to.update('work_orders', made.id, { title: 'Three' })
      await to.update('work_orders', made.id, { priority: 'high' })
    })
    expect(made._raw).toMatchObject({ title: 'Three', description: 'More', priority: 'high' })
  })

  it('takes back what it has made before', async () => {
    await write(database, async (to) => {
      const id = to.create('sites', { name: 'Gone' })
      await to.remove('sites', id)
    })
    expect(await siteNames()).toEqual([])
  })
})

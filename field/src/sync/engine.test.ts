import type { Database } from '@nozbe/watermelondb'
import { beforeEach, describe, expect, it } from 'vitest'
import { Problem, Unreachable } from '@fettle/kit/problems'
import { type Engine, makeEngine } from './engine.ts'
import type { Refused } from './run.ts'

interface Run {
  end: (refused?: Refused[]) => Promise<void>
  fail: (error: unknown) => Promise<void>
}

let runs: Run[]
let timers: { work: () => void; ms: number; off?: boolean }[]
let remembered: number[]
let now: number
let engine: Engine

const settle = () => new Promise((resolve) => setTimeout(resolve))
const due = () => timers.filter((timer) => !timer.off)
const problem = (status: number, retryAfter?: number) => Object.assign(new Problem(status, '', '', '', [], undefined), { retryAfter })

beforeEach(() => {
  runs = []
  timers = []
  remembered = []
  now = 1000
  engine = makeEngine({} as Database, {
    run: () =>
      new Promise((resolve, reject) => {
        runs.push({
          end: async (refused = []) => (resolve(refused), void (await settle())),
          fail: async (error) => (reject(error), void (await settle())),
        })
      }),
    needsSignIn: (error) => error instanceof Problem && error.status === 401,
    now: () => now,
    later(work, ms) {
      const timer = { work, ms } as (typeof timers)[number]
      timers.push(timer)
      return () => {
        timer.off = true
      }
    },
    remember: (at) => remembered.push(at),
  })
})

describe('runs', () => {
  it('are never two at once; asked for meanwhile, one more follows', async () => {
    void engine.sync()
    void engine.sync()
    void engine.sync()
    engine.syncSoon(2000)
    expect(runs).toHaveLength(1)
    await runs[0]!.end()
    expect(runs).toHaveLength(2)
    await runs[1]!.end()
    expect(runs).toHaveLength(2)
    expect(engine.state.get()).toEqual({ kind: 'idle', lastAt: 1000 })
    expect(remembered).toEqual([1000, 1000])
  })

  it('follow a write a little later, once for many writes', () => {
    for (let write = 0; write < 5; write += 1) engine.syncSoon(2000)
    expect(due().map(({ ms }) => ms)).toEqual([2000])
    due()[0]!.work()
    expect(runs).toHaveLength(1)
  })

  it('stop when the person leaves', async () => {
    void engine.sync()
    engine.stop()
    await runs[0]!.end()
    void engine.sync()
    engine.syncSoon(1)
    expect(runs).toHaveLength(1)
    expect(due()).toEqual([])
  })
})

describe('what fails', () => {
  it('is tried again by itself, later each time, and a success forgets it', async () => {
    void engine.sync()
    await runs[0]!.fail(problem(500))
    expect(engine.state.get()).toMatchObject({ kind: 'failed', retryAt: 31_000 })
    expect(due().map(({ ms }) => ms)).toEqual([30_000])
    due()[0]!.work()
    await runs[1]!.fail(problem(500))
    expect(due().at(-1)!.ms).toBe(60_000)
    due().at(-1)!.work()
    await runs[2]!.end()
    expect(engine.state.get()).toEqual({ kind: 'idle', lastAt: 1000 })
  })

  it('waits as long as the server wants, writes or not, but not when somebody asks', async () => {
    void engine.sync()
    await runs[0]!.fail(problem(429, 120_000))
    expect(due().map(({ ms }) => ms)).toEqual([120_000])
    engine.syncSoon(2000)
    expect(due().map(({ ms }) => ms)).toEqual([120_000])
    now += 120_000
    engine.syncSoon(2000)
    expect(due().map(({ ms }) => ms)).toEqual([2000])
    void engine.sync()
    expect(runs).toHaveLength(2)
  })

  it('for want of a network is no failure', async () => {
    void engine.sync()
    await runs[0]!.fail(new Unreachable(''))
    expect(engine.state.get().kind).toBe('offline')
    expect(due()).toHaveLength(1)
  })

  it('for want of a session waits for the person', async () => {
    engine.know({ lastAt: 7 })
    void engine.sync()
    await runs[0]!.fail(problem(401))
    expect(engine.state.get()).toEqual({ kind: 'signIn', lastAt: 7 })
    expect(due()).toEqual([])
    engine.know({ expired: false })
    void engine.sync()
    await runs[1]!.end()
    expect(engine.state.get().kind).toBe('idle')
  })

  it('because the app is too old is not tried again', async () => {
    void engine.sync()
    await runs[0]!.fail(problem(410))
    expect(engine.state.get()).toMatchObject({ kind: 'failed', failure: { reason: 'upgrade' }, retryAt: undefined })
    expect(due()).toEqual([])
  })
})

it('what was refused is kept to be told', async () => {
  const one = { table: 'work_orders', id: 'w', column: 'status', reason: 'terminal' }
  void engine.sync()
  await runs[0]!.end([one])
  void engine.sync()
  await runs[1]!.end([])
  expect(engine.refused.get()).toEqual([one])
})

import { describe, expect, it } from 'vitest'
import { Problem, Unreachable } from '@fettle/kit/problems'
import { photo } from './fixtures.ts'
import { type Ports, send, type Served } from './sending.ts'
import { type Photo, type Step, type Way, wayText } from './way.ts'

const problem = (status: number, type = 'about:blank') => new Problem(status, `/problems/${type}`, type, '', [], undefined)

/** A server that keeps files by the rules of the real one. `loses` answers of these steps, after having done them. */
function server({ loses = [] as string[], verdict = 'stored' as Served['state'] } = {}) {
  const files = new Map<string, Served & { bytes: boolean }>()
  const calls: string[] = []
  const once = new Set(loses)
  const answered = (step: string) => {
    calls.push(step)
    if (once.delete(step)) throw new Unreachable()
  }
  const file = (id: string) => {
    const found = files.get(id)
    if (!found) throw problem(404)
    return found
  }
  const ticket = { method: 'PUT', url: '/objects/x', headers: {} }
  const ports: Ports = {
    async announce(made) {
      if (files.has(made.id)) throw (calls.push('announce'), problem(409, 'already-exists'))
      files.set(made.id, { state: 'awaiting', reason: null, caption: made.caption, role: made.role ?? 'detail', version: 1, bytes: false })
      answered('announce')
      return ticket
    },
    async renew(id) {
      if (file(id).state !== 'awaiting') throw (calls.push('renew'), problem(409, 'not-awaiting'))
      answered('renew')
      return ticket
    },
    async look(id) {
      answered('look')
      return file(id)
    },
    async complete(id) {
      const found = file(id)
      if (found.state !== 'awaiting') throw (calls.push('complete'), problem(409, 'not-awaiting'))
      if (!found.bytes) throw (calls.push('complete'), problem(409, 'not-uploaded'))
      Object.assign(found, { state: verdict, reason: verdict === 'refused' ? 'No picture.' : null })
      answered('complete')
      return found
    },
    async amend(id, _version, patch) {
      Object.assign(file(id), patch)
      answered('amend')
    },
    async put(made) {
      file(made.id).bytes = true
      answered('put')
    },
    fresh: async () => undefined,
  }
  return { files, calls, ports }
}

/** Sends until it ends, as the app does after each failure: from what it has kept. */
async function untilEnd(ports: Ports, first: Photo) {
  let kept = first
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      return await send(kept, ports, async (way) => void (kept = { ...kept, upload: wayText(way) }))
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
    }
  }
  throw new Error('it never ended')
}

const at = (step: Step) => photo({ upload: wayText({ step, caption: null, role: 'before' }) })

describe('a picture', () => {
  it('is announced, sent, and said to be there', async () => {
    const { ports, calls } = server()
    const steps: Step[] = []
    expect(await send(photo(), ports, async (way: Way) => void steps.push(way.step))).toEqual({ kind: 'sent' })
    expect(calls).toEqual(['announce', 'put', 'complete'])
    expect(steps).toEqual(['announced', 'there'])
  })
  it.each([['announce'], ['put'], ['complete'], ['announce', 'renew'], ['announce', 'put', 'complete', 'look']])('arrives once although the answer to %s was lost', async (...loses) => {
    const { ports, files } = server({ loses })
    expect(await untilEnd(ports, photo())).toEqual({ kind: 'sent' })
    expect([...files.values()]).toMatchObject([{ state: 'stored', bytes: true }])
  })
  it('does not send its bytes again when only the last word is missing', async () => {
    const { ports, calls } = server({ loses: ['complete'] })
    await untilEnd(ports, photo())
    expect(calls.filter((call) => call === 'put')).toHaveLength(1)
  })
  it('begins anew when the server has forgotten it', async () => {
    for (const step of ['announced', 'there'] as const) {
      const { ports, calls } = server()
      expect(await send(at(step), ports, async () => undefined)).toEqual({ kind: 'sent' })
      expect(calls.slice(-3)).toEqual(['announce', 'put', 'complete'])
    }
  })
  it('sends its bytes again when they did not arrive', async () => {
    const { ports, calls, files } = server()
    files.set('p1', { state: 'awaiting', reason: null, caption: null, role: 'before', version: 1, bytes: false })
    expect(await send(at('there'), ports, async () => undefined)).toEqual({ kind: 'sent' })
    expect(calls).toEqual(['complete', 'look', 'renew', 'put', 'complete'])
  })
  it('is refused for good with the reason of the server', async () => {
    const { ports } = server({ verdict: 'refused' })
    expect(await send(photo(), ports, async () => undefined)).toEqual({ kind: 'refused', detail: 'No picture.' })
  })
  it('is asked for later while the server still looks at it', async () => {
    const { ports } = server({ verdict: 'checking' })
    expect(await send(photo(), ports, async () => undefined)).toEqual({ kind: 'checking' })
    expect(await send(at('there'), ports, async () => undefined)).toEqual({ kind: 'checking' })
  })
  it('takes along what was written under it on its way', async () => {
    const { ports, files } = server()
    await send(photo(), { ...ports, fresh: async () => ({ caption: 'Cracked', role: 'after' }) }, async () => undefined)
    expect(files.get('p1')).toMatchObject({ caption: 'Cracked', role: 'after' })
  })
  it('fails with what is wrong, and never tries for ever', async () => {
    const { ports } = server()
    const full = { ...ports, announce: async () => Promise.reject(problem(409, 'quota-reached')) }
    await expect(send(photo(), full, async () => undefined)).rejects.toMatchObject({ type: '/problems/quota-reached' })
    const forgetful = { ...ports, announce: async () => Promise.reject(problem(409, 'already-exists')), renew: async () => Promise.reject(problem(404)) }
    await expect(send(photo(), forgetful, async () => undefined)).rejects.toThrow('come to an end')
  })
})

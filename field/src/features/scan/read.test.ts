import { describe, expect, it } from 'vitest'
import { bare, codeIn, orderNumber, read } from './read.ts'

const ID = '01a1ffba-f4bc-75d2-a894-f876653ac0fa'

describe('read', () => {
  it.each(['https://fettle.example/r/rvpp2aygrd', 'HTTPS://FETTLE.EXAMPLE/r/RVPP2AYGRD', 'http://127.0.0.1:8000/r/rvpp2aygrd/', 'https://fettle.example/r/rvpp2aygrd?utm=1#top', '/r/rvpp2aygrd'])(
    'knows a label: %s',
    (text) => expect(read(text)).toMatchObject({ kind: 'label', code: 'rvpp2aygrd' }),
  )

  it.each([
    [`https://fettle.example/assets/${ID}`, 'assets'],
    [`https://fettle.example/field/assets/${ID}?from=mail`, 'assets'],
    [`https://fettle.example/field/work-orders/${ID.toUpperCase()}`, 'work_orders'],
    [`https://fettle.example/work-orders/${ID}/history`, 'work_orders'],
    [`https://fettle.example/requests/${ID}`, 'requests'],
    [`fettle://assets/${ID}`, 'assets'],
    [`fettle:///work-orders/${ID}`, 'work_orders'],
  ])('knows a link: %s', (text, of) => expect(read(text)).toMatchObject({ kind: 'record', of, id: ID }))

  it.each([
    ['https://maker.example/manual/4711', 'maker.example'],
    ['https://fettle.example/r/status/abcdefgh', 'fettle.example'],
    ['https://fettle.example/assets/not-an-id', 'fettle.example'],
    ['https://fettle.example/', 'fettle.example'],
    ['https://fettle.example/r/%zz', 'fettle.example'],
  ])('says of any other link where it leads: %s', (text, host) => expect(read(text)).toMatchObject({ kind: 'elsewhere', host }))

  it('takes anything else as it stands, without what readers add', () => {
    expect(read('  RVP-PLY-SW \n')).toEqual({ kind: 'text', text: 'RVP-PLY-SW' })
    expect(read(']C1012345\u001d17')).toEqual({ kind: 'text', text: '012345 17' })
    expect(read('\u202e4711\u200b')).toEqual({ kind: 'text', text: '4711' })
    expect(read('javascript:alert(1)')).toEqual({ kind: 'text', text: 'javascript:alert(1)' })
    expect(read(' \u0000 ')).toEqual({ kind: 'nothing' })
  })
})

it('takes from a label what stands there as a code', () => {
  for (const text of ['https://fettle.example/r/RVPP2AYGRD', 'rvpp2aygrd', ' RVPP2AYGRD ']) expect(codeIn(read(text))).toBe('rvpp2aygrd')
  for (const text of ['RVP-PLY-SW', 'rvpp2aygr0', 'rvpp2aygrdx', 'https://maker.example/rvpp2aygrd', '']) expect(codeIn(read(text))).toBeUndefined()
})

it('numbers are compared without what separates them', () => {
  expect(bare('rvp ply-sw')).toBe('RVPPLYSW')
  expect(bare('A.12/3_b')).toBe('A123B')
})

it('knows the number of a work order', () => {
  expect(orderNumber(' wo-1042')).toBe(1042)
  expect(orderNumber('WO 7')).toBe(7)
  expect(orderNumber('WOOD-7')).toBeUndefined()
})

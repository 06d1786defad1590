import { expect, it } from 'vitest'
import { typesIn } from './types'

it('takes types however they are separated, each once', () =>
  expect(typesIn('work_order.*, asset.created\nwork_order.*; *')).toEqual({ types: ['work_order.*', 'asset.created', '*'], wrong: [] }))

it('says what cannot be a type', () => expect(typesIn('work-order Asset.created asset.')).toEqual({ types: [], wrong: ['work-order', 'Asset.created', 'asset.'] }))

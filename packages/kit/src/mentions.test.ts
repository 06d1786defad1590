import { describe, expect, it } from 'vitest'
import { asking, caretAfter, isNamed, mentionedIn, named, pieces, readMentions, withAt } from './mentions.ts'

const ANA = { id: 'a', name: 'Ana Díaz' }
const ANN = { id: 'n', name: 'Ann' }
const ANNA = { id: 'm', name: 'Anna (night)' }
const people = [ANA, ANN, ANNA]

describe('typing an @', () => {
  it.each([
    ['@', 1, { from: 0, typed: '' }],
    ['Look, @An', 9, { from: 6, typed: 'An' }],
    ['@ana dí rest', 7, { from: 0, typed: 'ana dí' }],
    ['(@b', 3, { from: 1, typed: 'b' }],
    ['mail ana@fettle', 15, undefined],
    ['one @ two', 9, undefined],
    ['@ana\nnext', 9, undefined],
    ['nobody', 6, undefined],
    ['@an', 0, undefined],
  ])('%j', (body, caret, asked) => expect(asking(body, caret)).toEqual(asked))

  it('puts in the name that is chosen', () => {
    expect(named('Look, @an', { from: 6, typed: 'an' }, ANA.name)).toEqual({ body: 'Look, @Ana Díaz ', caret: 16 })
    expect(named('@an please', { from: 0, typed: 'an' }, ANA.name)).toEqual({ body: '@Ana Díaz please', caret: 10 })
  })

  it('ends with the name', () => {
    expect(isNamed({ from: 0, typed: 'Ana Díaz ' }, people)).toBe(true)
    expect(isNamed({ from: 0, typed: 'Ana D' }, [ANA])).toBe(false)
  })

  it('knows where one types', () => {
    expect(caretAfter('', '@a')).toBe(2)
    expect(caretAfter('one three', 'one @three')).toBe(5)
    expect(caretAfter('one @a', 'one @')).toBe(5)
  })

  it('can begin with a button', () => {
    expect(withAt('')).toBe('@')
    expect(withAt('Look')).toBe('Look @')
    expect(withAt('Look ')).toBe('Look @')
  })
})

describe('whose name stands in a text', () => {
  const names = people.map(({ name }) => name)
  it('is told apart from the rest', () =>
    expect(pieces('@Ana Díaz, ask @anna (night) or @Ann.', names)).toEqual([
      { text: '@Ana Díaz', name: 'Ana Díaz' },
      { text: ', ask ' },
      { text: '@anna (night)', name: 'Anna (night)' },
      { text: ' or ' },
      { text: '@Ann', name: 'Ann' },
      { text: '.' },
    ]))
  it('is no part of another word', () => expect(pieces('@Annette me@Ann', names)).toEqual([{ text: '@Annette me@Ann' }]))
  it('may be nobody', () => {
    expect(pieces('', names)).toEqual([])
    expect(pieces('@Ann', [])).toEqual([{ text: '@Ann' }])
  })
})

describe('who is told', () => {
  it('is who is named, once', () => {
    expect(mentionedIn('@Ann and @ann', people)).toEqual(['n'])
    expect(mentionedIn('Ann without the sign', people)).toEqual([])
  })
  it('is whom one chose of several with one name', () => {
    const two = [ANN, { id: 'other', name: 'Ann' }]
    expect(mentionedIn('@Ann', two, ['other'])).toEqual(['other'])
    expect(mentionedIn('@Ann', two)).toEqual(['n', 'other'])
    expect(mentionedIn('nobody', two, ['other'])).toEqual([])
  })
})

it('what is stored is read, whatever it is', () => {
  expect(readMentions('["a", 1]')).toEqual(['a'])
  expect(readMentions(null)).toEqual([])
  expect(readMentions('{')).toEqual([])
})

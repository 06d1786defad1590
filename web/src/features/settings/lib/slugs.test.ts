import { describe, expect, it } from 'vitest'
import { slugOf } from './slugs'

describe('slugOf', () => {
  it('leaves accents, spaces and signs out', () => expect(slugOf('Técnico de Área (noche)')).toBe('tecnico_de_area_noche'))
  it('begins with a letter', () => expect(slugOf('2nd shift')).toBe('nd_shift'))
  it('finds a free one', () => expect(slugOf('Night shift', ['night_shift', 'night_shift_2'])).toBe('night_shift_3'))
  it('has one for names without letters', () => expect(slugOf('夜班')).toBe('x'))
})

import { describe, expect, it } from 'vitest'
import { cell, csv } from './csv'

describe('a cell of a CSV', () => {
  it('is quoted when it holds a comma, a quote or a line break', () => {
    expect(cell('North, lower')).toBe('"North, lower"')
    expect(cell('the "old" pump')).toBe('"the ""old"" pump"')
    expect(cell('a\nb')).toBe('"a\nb"')
  })
  it('cannot run in a spreadsheet', () => {
    expect(cell('=HYPERLINK("http://x")')).toBe('"\'=HYPERLINK(""http://x"")"')
    for (const text of ['@SUM(A1)', '+1+cmd', '-2-3', '\tx', '＝1']) expect(cell(text)).toMatch(/^"?'/)
  })
  it('leaves numbers alone, negative ones too', () => {
    expect(cell(-12.5)).toBe('-12.5')
    expect(cell('-12.50')).toBe('-12.50')
    expect(cell(0)).toBe('0')
  })
  it('is empty for what is not known', () => expect([cell(null), cell(undefined)]).toEqual(['', '']))
})

it('ends every row with CR LF', () => expect(csv([['a', 'b'], [1, null]])).toBe('a,b\r\n1,\r\n'))

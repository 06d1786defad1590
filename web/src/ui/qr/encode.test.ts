import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { qrOf } from './encode'

const rows = (text: string, mask: number) => qrOf(text, { mask })!.map((row) => row.map(Number).join(''))
const long = (length: number) => 'a/B-'.repeat(100).slice(0, length)

// What other encoders make of the same texts.
describe('a QR code', () => {
  it('is what the standard says', () =>
    expect(rows('a/B-a', 0)).toEqual([
      '111111100110001111111', '100000101010101000001', '101110100011101011101', '101110100001101011101', '101110101000101011101', '100000100010101000001',
      '111111101010101111111', '000000000111100000000', '101010100001000010010', '000110011010001000111', '011011101100100011001', '011100000100001000000',
      '000110101010101010101', '000000001011010101011', '111111100011011100011', '100000100011110111000', '101110101111011100011', '101110100100001100110',
      '101110101010100011101', '100000100110001000010', '111111101100101010011',
    ]))
  it.each([[40, 29, 'b11436832e30f409'], [150, 49, '76ea2c942827bc63']])('of %i bytes has several blocks and alignment patterns', (length, size, digest) => {
    const made = rows(long(length), 3)
    expect(made).toHaveLength(size)
    expect(createHash('sha256').update(made.join('')).digest('hex').slice(0, 16)).toBe(digest)
  })
  it('chooses one of the masks', () => expect(qrOf('https://fettle.example/work-orders/1')).toHaveLength(29))
  it('does not exist for a text that is too long', () => expect(qrOf(long(400))).toBeUndefined())
})

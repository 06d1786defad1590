import { describe, expect, it } from 'vitest'
import { addressesIn } from './addresses'

describe('addressesIn', () => {
  it('takes addresses apart however they are separated', () => {
    expect(addressesIn('a@x.org, b@x.org;c@x.org\nd@x.org').good).toEqual(['a@x.org', 'b@x.org', 'c@x.org', 'd@x.org'])
  })
  it('takes the address out of what a mail program copies', () => {
    expect(addressesIn('Ana Ruiz <ana@x.org>, Bo <bo@x.org>').good).toEqual(['ana@x.org', 'bo@x.org'])
  })
  it('names each once, whatever its capitals', () => {
    expect(addressesIn('Ana@x.org ana@X.org').good).toEqual(['Ana@x.org'])
  })
  it('keeps apart what cannot be an address', () => {
    expect(addressesIn('ana@home, bo@x.org')).toEqual({ good: ['bo@x.org'], bad: ['ana@home'] })
  })
})

import { describe, expect, it } from 'vitest'
import { claims, fits } from './token.ts'

const token = (body: object) => `e30.${Buffer.from(JSON.stringify(body)).toString('base64url')}.x`
const mine = { userId: 'u', tenantId: 't' }

describe('an access token', () => {
  it('says who and where', () => expect(claims(token({ sub: 'u', tenantId: 't', name: 'Zoë' }))).toEqual(mine))
  it.each(['', 'x', 'a.b.c', token({}), token({ sub: 'u' })])('%s says nothing', (text) => expect(claims(text)).toBeUndefined())
  it('fits whom this device remembers, or not', () => {
    expect(fits(token({ sub: 'u', tenantId: 't' }), mine)).toBe('yes')
    expect(fits(token({ sub: 'u', tenantId: 'other' }), mine)).toBe('other tenant')
    expect(fits(token({ sub: 'other', tenantId: 't' }), mine)).toBe('other person')
    expect(fits('broken', mine)).toBe('other person')
    expect(fits(token({ sub: 'anybody', tenantId: 't' }), undefined)).toBe('yes')
  })
})

/** Who and where an access token is for, as it says itself; whether that is true is the server's business. */
export interface Claims {
  userId: string
  tenantId: string
}

export function claims(token: string): Claims | undefined {
  try {
    const body = token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/')
    const { sub, tenantId } = JSON.parse(atob(body)) as { sub?: string; tenantId?: string }
    return sub && tenantId ? { userId: sub, tenantId } : undefined
  } catch {
    return undefined
  }
}

/**
 * What a renewed token means for whoever works here. In a browser the office is beside us with the same cookie: there somebody may have gone
 * to another tenant, or have signed in as another person. Nothing of one person may go out in the name of another.
 */
export function fits(token: string, person: Claims | undefined): 'yes' | 'other tenant' | 'other person' {
  const said = claims(token)
  if (!person || !said) return person ? 'other person' : 'yes'
  if (said.userId !== person.userId) return 'other person'
  return said.tenantId === person.tenantId ? 'yes' : 'other tenant'
}

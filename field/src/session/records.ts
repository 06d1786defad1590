/** Who works here, as this device remembers it, so that the app opens without a network. No secrets. */
import type { Me, Tenant } from '@fettle/client'

export interface Person {
  tenantId: string
  tenantName: string
  userId: string
  name: string
  email: string
  staffId: string | null
  permissions: readonly string[]
  siteScope: readonly string[] | null
  locale: string
  tenants: readonly { id: string; name: string }[]
  edition: 'organisation' | 'household'
  vocabulary: Readonly<Record<string, string>>
  timeZone: string
  currency: string
  colour: string | null
}

/**
 * `starting`: not known yet. `out`: nobody. `in`: somebody, maybe without a network; `expired`: nothing can be sent until this person signs in
 * again, everything else goes on.
 */
export type SessionState = { kind: 'starting' } | { kind: 'out' } | { kind: 'in'; person: Person; expired: boolean }

export function personOf(me: Me, tenant: Tenant): Person {
  return {
    tenantId: tenant.id,
    tenantName: tenant.name,
    userId: me.id,
    name: me.name,
    email: me.email,
    staffId: me.staffId,
    permissions: me.permissions,
    siteScope: me.siteScope,
    locale: me.locale || tenant.locale,
    tenants: me.tenants.map(({ id, name }) => ({ id, name })),
    edition: tenant.edition,
    vocabulary: tenant.vocabulary ?? {},
    timeZone: tenant.timeZone,
    currency: tenant.currency,
    colour: tenant.branding.colour ?? null,
  }
}

/** What was remembered, if it is whole. */
export function readPerson(text: string | null): Person | undefined {
  if (!text) return undefined
  try {
    const found = JSON.parse(text) as Person
    return found.tenantId && found.userId && Array.isArray(found.permissions) ? found : undefined
  } catch {
    return undefined
  }
}

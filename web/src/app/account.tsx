/** Who works here, in which tenant, and what they may do. */
import type { Me, Tenant } from '@fettle/client'
import { getMeOptions, getTenantOptions } from '@fettle/client/queries'
import { accentOf } from '@fettle/tokens'
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { takeManners } from '@/lib/format'
import { queryClient } from '@/lib/query'
import { speak, takeNouns } from '@/lib/words'

export interface Account {
  me: Me
  tenant: Tenant
  /** Whether this person's role allows it, such as `work_orders:write`. The server has the last word. */
  may: (...permissions: string[]) => boolean
  /** A household's screens leave out what only organisations need. */
  household: boolean
}

// Functions, because the keys hold the address of the API, which is known only when the program has started.
const meOptions = () => ({ ...getMeOptions(), staleTime: 60_000 })
const tenantOptions = () => ({ ...getTenantOptions(), staleTime: 60_000 })
const Context = createContext<Account | undefined>(undefined)

/** Read both, and take the language, nouns, zone, currency and colour that they say. */
export async function readAccount(): Promise<void> {
  const [me, tenant] = await Promise.all([queryClient.ensureQueryData(meOptions()), queryClient.ensureQueryData(tenantOptions())])
  await speak(me.locale)
  take(me, tenant)
}

function take(me: Me, tenant: Tenant): void {
  takeNouns(tenant)
  takeManners({ locale: me.locale || tenant.locale, zone: tenant.timeZone, currency: tenant.currency })
}

export function AccountProvider({ children }: { children: ReactNode }) {
  const { data: me } = useQuery(meOptions())
  const { data: tenant } = useQuery(tenantOptions())
  const { i18n } = useTranslation()
  const account = useMemo(() => {
    if (!me || !tenant) return undefined
    take(me, tenant)
    const has = new Set(me.permissions)
    return {
      me,
      tenant,
      may: (...permissions: string[]) => permissions.every((permission) => has.has(permission)),
      household: tenant.edition === 'household',
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- nouns depend on the language
  }, [me, tenant, i18n.language])
  const colour = tenant?.branding.colour
  useEffect(() => {
    const made = colour ? accentOf(colour) : undefined
    for (const [name, value] of Object.entries(made ?? {})) document.documentElement.style.setProperty(name, value)
    return () => Object.keys(made ?? {}).forEach((name) => document.documentElement.style.removeProperty(name))
  }, [colour])
  if (!account) return null
  return <Context value={account}>{children}</Context>
}

/** Whose screen this is, also when their session has ended. */
export const lastPerson = (): Me | undefined => queryClient.getQueryData(meOptions().queryKey)

export function useAccount(): Account {
  const account = useContext(Context)
  if (!account) throw new Error('useAccount outside of the signed-in screens')
  return account
}

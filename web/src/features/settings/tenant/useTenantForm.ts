import { getTenant, updateTenant } from '@fettle/client'
import type { Tenant, TenantPatch } from '@fettle/client'
import { getTenantQueryKey } from '@fettle/client/queries'
import { useQueryClient } from '@tanstack/react-query'
import type { FieldValues } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { type RecordForm, useRecordForm } from '@/ui/form'
import { tell } from '@/ui/toast'

/** A form over a part of the tenant's own record. What is saved is seen on all screens at once. */
export function useTenantForm<Values extends FieldValues>(part: string, valuesOf: (tenant: Tenant) => Values, bodyOf: (values: Values, changed: Partial<Values>) => TenantPatch): RecordForm<Values> {
  const { t } = useTranslation('settings')
  const { tenant } = useAccount()
  const client = useQueryClient()
  let version = tenant.version
  return useRecordForm<Values, Tenant>({
    initial: valuesOf(tenant),
    draft: `tenant:${part}`,
    save: (values, changed) => updateTenant({ body: bodyOf(values, changed), headers: ifMatch(version) }),
    latest: async () => {
      const now = await getTenant()
      version = now.version
      return valuesOf(now)
    },
    onSaved: (saved) => {
      tell(t('tenant.saved'))
      client.setQueryData(getTenantQueryKey(), saved)
      void readAnew(client, ['getMe'])
    },
  })
}

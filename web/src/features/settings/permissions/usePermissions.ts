import { listPermissionsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'

/** A permission as a sentence in the reader's language; the server's own words for one that the screens don't know yet. */
export function useSentence(): (code: string, sentence?: string) => string {
  const { t } = useTranslation('settings')
  return useCallback((code, sentence) => t(`permission.${code.replace(':', '.')}`, { defaultValue: sentence ?? code }), [t])
}

/** All permissions that there are. Reading them needs `people:read`; without it only one's own are known. */
export function usePermissions() {
  const { may, me } = useAccount()
  const reads = may('people:read')
  const query = useQuery({ ...listPermissionsOptions(), enabled: reads, staleTime: Infinity })
  return reads ? query : { ...query, data: me.permissions.map((code) => ({ code, sentence: code })), isPending: false }
}

import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** What a job does, in words; its own name where the screens know none. */
export function useJobName(): (name: string) => string {
  const { t } = useTranslation('operations')
  return useCallback((name) => t(`jobName.${name}`, { defaultValue: name }), [t])
}

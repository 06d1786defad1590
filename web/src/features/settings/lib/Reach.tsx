import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { listSitesOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '@/app/account'
import { Field, RecordField } from '@/ui/form'

/** How a form keeps the reach: all sites, or some of them. */
export interface ReachValues {
  everySite: 'all' | 'some'
  siteIds: string[]
}

/** The reach as the API wants it: null for everywhere. */
export const reachOf = ({ everySite, siteIds }: ReachValues): string[] | null => (everySite === 'all' ? null : siteIds)

/** Chooses between all sites and some. Somebody limited to sites cannot give away more than these. */
export function ReachFields() {
  const { t } = useTranslation('settings')
  const { me } = useAccount()
  const { register, watch } = useFormContext<ReachValues>()
  return (
    <>
      <Field label={t('reach.label')} group>
        {() => (
          <div className="flex flex-col">
            {(['all', 'some'] as const).map((value) => (
              <label key={value} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                <input type="radio" value={value} disabled={value === 'all' && me.siteScope !== null} className="size-4 accent-(--accent)" {...register('everySite')} />
                {t(`reach.${value}`)}
              </label>
            ))}
          </div>
        )}
      </Field>
      {watch('everySite') === 'some' && <RecordField name="siteIds" label={t('reach.sites')} kind="site" many required />}
    </>
  )
}

/** The reach in words: everywhere, or the names of the sites. */
export function useReach(): (siteIds: string[] | null) => string {
  const { t } = useTranslation('settings')
  const { data } = useQuery({ ...listSitesOptions({ query: { limit: 200 } }), staleTime: 60_000 })
  return (siteIds) => {
    if (siteIds === null) return t('reach.all')
    if (siteIds.length > 3 || !data) return t('reach.count', { count: siteIds.length })
    return siteIds.map((id) => data.data.find((site) => site.id === id)?.name ?? '…').join(', ')
  }
}

import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { RecordField, SelectField } from '@/ui/form'
import type { PlanValues } from './values'

/** What the plan is for: a place, assets, and whether they are worked on together. */
export function Target() {
  const { t } = useTranslation('plans')
  const [assetIds, siteId] = useWatch<PlanValues, ['assetIds', 'siteId']>({ name: ['assetIds', 'siteId'] })
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <RecordField name="siteId" kind="site" label={t('field.site')} />
      {siteId && <RecordField name="locationId" kind="location" within={{ siteId: [siteId] }} label={t('field.location')} />}
      <RecordField name="assetIds" kind="asset" many {...(siteId && { within: { siteId: [siteId] } })} label={t('field.assets')} className="sm:col-span-2" />
      {assetIds.length > 1 && (
        <SelectField
          name="spread"
          label={t('field.spread')}
          className="sm:col-span-2"
          options={[
            { value: 'together', label: t('spread.together') },
            { value: 'each', label: t('spread.each', { count: assetIds.length }) },
          ]}
        />
      )}
    </div>
  )
}

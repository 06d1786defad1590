import { useFieldArray, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { NumberField, TextField } from '@/ui/form'
import { Rows } from './Rows'

export interface MaterialValues {
  item: string
  quantity: string
  unit: string
  partNumber: string | null
}

const fresh = { item: '', quantity: '1', unit: 'each', partNumber: null } satisfies MaterialValues

/** What the work will need. */
export function MaterialRows() {
  const { t } = useTranslation('reference')
  const { control } = useFormContext()
  const array = useFieldArray({ control, name: 'plannedMaterials' })
  return (
    <Rows title={t('template.materials')} add={t('template.addMaterial')} array={array as never} fresh={fresh}>
      {(at) => (
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          <TextField name={`plannedMaterials.${at}.item`} label={t('template.item')} className="col-span-2 sm:col-span-4" required />
          <NumberField name={`plannedMaterials.${at}.quantity`} label={t('template.quantity')} min={0} required />
          <TextField name={`plannedMaterials.${at}.unit`} label={t('template.unit')} required />
          <TextField name={`plannedMaterials.${at}.partNumber`} label={t('template.partNumber')} className="col-span-2" />
        </div>
      )}
    </Rows>
  )
}

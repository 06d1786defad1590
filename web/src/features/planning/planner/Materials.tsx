import { Plus, Trash2 } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '@/ui/button'
import { NumberField, TextField } from '@/ui/form'
import { freshMaterial, type MaterialValues, type PlanValues } from './values'

const MOST = 200

/** What every work order will use up. */
export function Materials() {
  const { t } = useTranslation('plans')
  const { setValue, clearErrors } = useFormContext<PlanValues>()
  const materials = useWatch<PlanValues, 'work.materials'>({ name: 'work.materials' })
  const set = (next: MaterialValues[]) => {
    clearErrors('work.materials')
    setValue('work.materials', next, { shouldDirty: true })
  }
  return (
    <section aria-labelledby="plan-materials">
      <h3 id="plan-materials" className="mb-1 text-sm font-medium">
        {t('material.title')}
      </h3>
      <ul className="mb-2 flex flex-col gap-2">
        {materials.map((_, at) => (
          <li key={at} className="flex flex-wrap items-start gap-2">
            <TextField name={`work.materials.${at}.item`} label={t('material.item')} required maxLength={300} className="min-w-40 flex-1" />
            <NumberField name={`work.materials.${at}.quantity`} label={t('material.quantity')} min={0} required className="w-24" />
            <TextField name={`work.materials.${at}.unit`} label={t('material.unit')} maxLength={30} className="w-24" />
            <IconButton icon={Trash2} label={t('material.remove', { number: at + 1 })} className="mt-5.5" onClick={() => set(materials.toSpliced(at, 1))} />
          </li>
        ))}
      </ul>
      {materials.length < MOST && (
        <Button size="sm" look="quiet" icon={Plus} onClick={() => set([...materials, freshMaterial()])}>
          {t('material.add')}
        </Button>
      )}
    </section>
  )
}

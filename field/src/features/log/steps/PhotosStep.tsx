import { useTranslation } from 'react-i18next'
import { Photos } from '@/features/photos'
import { Text } from '@/ui'
import type { Wizard } from '../useWizard'

/** Pictures belong to the work order: they are kept at once, whatever becomes of the entry. */
export function PhotosStep({ facts }: Wizard) {
  const { t } = useTranslation('fieldLog')
  return (
    <>
      <Text tone="muted">{t('photos.help')}</Text>
      <Photos subject="work_order" subjectId={facts.order.id} />
    </>
  )
}

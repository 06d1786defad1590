import { useTranslation } from 'react-i18next'
import { CopyField } from '@/features/settings/lib/CopyField'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'

/** A secret that is shown this once. */
export function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  return (
    <Dialog open onClose={onClose} title={t('secret.title')} about={t('secret.about')} footer={<Button look="primary" onClick={onClose}>{t('secret.kept')}</Button>}>
      <CopyField label={t('secret.title')} value={secret} />
    </Dialog>
  )
}

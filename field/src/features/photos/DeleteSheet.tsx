import { useTranslation } from 'react-i18next'
import { Button, Sheet, Text } from '@/ui'

export interface DeleteSheetProps {
  open: boolean
  onClose: () => void
  onDelete: () => void
}

/** Asks before a picture that nobody else has is gone for good. */
export function DeleteSheet({ open, onClose, onDelete }: DeleteSheetProps) {
  const { t } = useTranslation('fieldPhotos')
  const sure = () => {
    onClose()
    onDelete()
  }
  return (
    <Sheet
      open={open}
      title={t('deleteTitle')}
      onClose={onClose}
      footer={
        <>
          <Button wide label={t('keep')} onPress={onClose} />
          <Button wide look="danger" label={t('delete')} onPress={sure} />
        </>
      }
    >
      <Text>{t('deleteHelp')}</Text>
    </Sheet>
  )
}

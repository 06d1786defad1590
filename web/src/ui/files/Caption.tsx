import type { FileView } from '@fettle/client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../button'
import { Field } from '../form'
import { Dialog } from '../overlay'

/** What a picture shows, in a line. */
export function Caption({ file, onSave, onClose }: { file: FileView; onSave: (caption: string | null) => void; onClose: () => void }) {
  const { t } = useTranslation('records')
  const [words, setWords] = useState(file.caption ?? '')
  const save = () => {
    onSave(words.trim() || null)
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="sm"
      title={t('files.caption')}
      about={file.name}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button look="primary" onClick={save}>{t('common:save')}</Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Field label={t('files.captionLabel')}>
          {(ids) => <input {...ids} className="control" maxLength={500} autoFocus value={words} onChange={(event) => setWords(event.target.value)} />}
        </Field>
      </form>
    </Dialog>
  )
}

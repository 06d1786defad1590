import type { LayoutName } from '@fettle/client'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openSheet } from '@/lib/labels'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'
import { Dialog } from '@/ui/overlay'

const LAYOUTS: LayoutName[] = ['a4-3x8', 'letter-5160', 'sign-a4', 'sign-letter']

/** A sheet of labels with QR codes, as PDF. */
export function Labels({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { t } = useTranslation('portal')
  const [layout, setLayout] = useState<LayoutName>(LAYOUTS[0]!)
  const print = useAct({ do: () => openSheet(ids, layout), touches: [], then: onClose })
  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={t('print')}
      footer={
        <Button look="primary" busy={print.isPending} onClick={() => print.mutate()}>
          {t('makePdf')}
        </Button>
      }
    >
      <Field label={t('layout')}>
        {(attributes) => (
          <select {...attributes} className="control" value={layout} onChange={(event) => setLayout(event.target.value as LayoutName)}>
            {LAYOUTS.map((each) => (
              <option key={each} value={each}>
                {t(`layouts.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Dialog>
  )
}

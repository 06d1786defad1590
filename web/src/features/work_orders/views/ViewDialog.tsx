import { createSavedView, type SavedView, updateSavedView } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { CheckField, Form, FormActions, TextField, useRecordForm } from '@/ui/form'
import type { Filters } from '@/ui/filters'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'

interface Props {
  /** The view to rename or share; a new one when absent. */
  view: SavedView | undefined
  filters: Filters
  onClose: () => void
  onSaved: (view: SavedView) => void
}

/** Names a view and says who sees it. */
export function ViewDialog({ view, filters, onClose, onSaved }: Props) {
  const { t } = useTranslation('workOrders')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { name: view?.name ?? '', shared: view?.shared ?? false },
    save: ({ name, shared }) =>
      view
        ? updateSavedView({ path: { view_id: view.id }, body: { name, shared }, headers: ifMatch(view.version) })
        : createSavedView({ body: { entity: 'work_order', name, shared, filters } }),
    onSaved: (saved) => {
      void readAnew(client, ['SavedView'])
      tell(t('views.saved', { name: saved.name }))
      onSaved(saved)
    },
  })
  return (
    <Dialog open onClose={onClose} size="sm" title={view ? t('views.rename') : t('views.saveAsNew')} about={view ? undefined : t('views.saveHelp')}>
      <Form form={form} className="flex flex-col gap-3">
        <TextField name="name" label={t('views.name')} required autoFocus maxLength={100} />
        <CheckField name="shared" label={t('views.share')} hint={t('views.shareHelp')} />
        <FormActions form={form} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

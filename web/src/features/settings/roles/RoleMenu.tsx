import { deleteRole, restoreRole, updateRole } from '@fettle/client'
import { Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { ifMatch } from '@/lib/api'
import { readAnew, useAct } from '@/lib/query'
import { IconButton } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Form, FormActions, TextField, useRecordForm } from '@/ui/form'
import { Dialog, Menu } from '@/ui/overlay'
import type { Role } from '../lib/roles'

/** What can be done with a role of one's own. */
export function RoleMenu({ role }: { role: Role }) {
  const { t } = useTranslation('people')
  const [, set] = useFilters()
  const [naming, setNaming] = useState(false)
  const remove = useAct({
    do: () => deleteRole({ path: { role_id: role.id }, headers: ifMatch(role.version) }),
    touches: ['Role'],
    done: t('roles.deleted', { role: role.name }),
    undo: () => restoreRole({ path: { role_id: role.id } }),
  })
  return (
    <>
      <Menu
        label={t('roles.verbs', { role: role.name })}
        trigger={<IconButton size="sm" icon={Ellipsis} label={t('roles.verbs', { role: role.name })} />}
        items={[
          { label: t('roles.rename'), icon: Pencil, onSelect: () => setNaming(true) },
          { label: t('roles.copy'), icon: Copy, onSelect: () => set({ open: 'new', copy: role.id }) },
          { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate() },
        ]}
      />
      {naming && <Rename role={role} onClose={() => setNaming(false)} />}
    </>
  )
}

function Rename({ role, onClose }: { role: Role; onClose: () => void }) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const form = useRecordForm({
    initial: { name: role.name },
    save: ({ name }) => updateRole({ path: { role_id: role.id }, body: { name }, headers: ifMatch(role.version) }),
    onSaved: () => {
      void readAnew(client, ['Role'])
      onClose()
    },
  })
  return (
    <Dialog open size="sm" title={t('roles.rename')} onClose={onClose}>
      <Form form={form}>
        <TextField name="name" label={t('roles.name')} required autoFocus />
        <FormActions form={form} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

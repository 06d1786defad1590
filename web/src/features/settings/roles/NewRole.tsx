import { createRole } from '@fettle/client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { readAnew } from '@/lib/query'
import { Form, FormActions, SelectField, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { slugOf } from '../lib/slugs'
import { type Role, useRoleName } from '../lib/roles'

/** A new role begins as a copy of one that exists, to be changed in the matrix. */
export function NewRole({ roles, copy, onClose }: { roles: Role[]; copy?: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('people')
  const { me } = useAccount()
  const nameOf = useRoleName()
  const client = useQueryClient()
  const mine = new Set(me.permissions)
  const first = roles.find(({ id }) => id === copy) ?? roles.find(({ code }) => code === 'technician') ?? roles.at(-1)
  const form = useRecordForm({
    initial: { name: '', copyOf: first?.id ?? '' },
    draft: 'role',
    save: ({ name, copyOf }) => {
      const permissions = roles.find(({ id }) => id === copyOf)?.permissions ?? []
      return createRole({ body: { name, code: slugOf(name, roles.map(({ code }) => code)), permissions: permissions.filter((each) => mine.has(each)) } })
    },
    onSaved: ({ name }: Role) => {
      tell(t('roles.made', { role: name }))
      void readAnew(client, ['Role'])
      onClose()
    },
  })
  return (
    <Dialog open title={t('roles.new')} about={t('roles.newHelp')} onClose={onClose}>
      <Form form={form} className="flex flex-col gap-4">
        <TextField name="name" label={t('roles.name')} required autoFocus />
        <SelectField name="copyOf" label={t('roles.copyOf')} options={roles.map((role) => ({ value: role.id, label: nameOf(role) }))} required />
        <FormActions form={form} verb={t('roles.make')} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

import { restoreRole } from '@fettle/client'
import { listRolesOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { day } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'
import type { Role } from '../lib/roles'

/** Brings deleted roles back. Not there while there are none. */
export function DeletedRoles() {
  const { t } = useTranslation('people')
  const [open, setOpen] = useState(false)
  const { data } = useQuery(listRolesOptions({ query: { deleted: true, limit: 100 } }))
  const restore = useAct({
    do: (role: Role) => restoreRole({ path: { role_id: role.id } }),
    touches: ['Role'],
    done: (_, { name }) => t('roles.restored', { role: name }),
    then: () => setOpen(false),
  })
  if (!data?.data.length) return null
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t('roles.deletedOnes', { count: data.data.length })}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('roles.deletedOnes', { count: data.data.length })}>
        <ul>
          {data.data.map((role) => (
            <li key={role.id} className="flex items-center gap-3 border-b py-2 last:border-b-0">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{role.name}</span>
                <span className="text-xs text-muted">{day(role.deletedAt)}</span>
              </span>
              <Button size="sm" onClick={() => restore.mutate(role)}>
                {t('common:restore')}
              </Button>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  )
}

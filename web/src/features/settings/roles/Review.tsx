import { listPeople, updateRole } from '@fettle/client'
import { getRoleOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { isStatus } from '@fettle/kit/problems'
import { queryClient, useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'
import { difference } from '../permissions/groups'
import { DifferenceList } from '../permissions/PermissionList'
import type { Role } from '../lib/roles'
import { applied, type Overrides } from './overrides'

interface Props {
  roles: Role[]
  overrides: Overrides
  onClose: () => void
  onSaved: () => void
}

/** What the toggles come to, role by role, before they are saved. */
export function Review({ roles, overrides, onClose, onSaved }: Props) {
  const { t } = useTranslation('people')
  const changed = roles.filter(({ id }) => overrides[id])
  const save = useAct({
    do: async () => {
      for (const role of changed) await saved(role, overrides)
    },
    touches: ['Role', 'getMe'],
    done: t('roles.saved', { count: changed.length }),
    then: onSaved,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('roles.review')}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button look="primary" busy={save.isPending} onClick={() => save.mutate()}>
            {t('common:save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {changed.map((role) => (
          <section key={role.id}>
            <h3 className="text-base">{role.name}</h3>
            <Holders code={role.code} />
            <DifferenceList {...difference(role.permissions, applied(role, overrides))} />
          </section>
        ))}
      </div>
    </Dialog>
  )
}

/** How many people it concerns. */
function Holders({ code }: { code: string }) {
  const { t } = useTranslation('people')
  const { data } = useQuery({ queryKey: [{ _id: 'listPeople', of: code }], queryFn: () => listPeople({ query: { role: [code], limit: 100 } }) })
  if (!data) return null
  return <p className="mb-2 text-sm text-muted">{data.hasMore ? t('roles.manyHolders', { count: data.data.length }) : t('roles.holders', { count: data.data.length })}</p>
}

/** Write one role. When somebody else was faster, the toggles go on top of what they made of it. */
async function saved(role: Role, overrides: Overrides): Promise<void> {
  const write = (now: Role) => updateRole({ path: { role_id: now.id }, body: { permissions: applied(now, overrides) }, headers: ifMatch(now.version) })
  try {
    await write(role)
  } catch (error) {
    if (!isStatus(error, 412)) throw error
    await write(await queryClient.fetchQuery({ ...getRoleOptions({ path: { role_id: role.id } }), staleTime: 0 }))
  }
}

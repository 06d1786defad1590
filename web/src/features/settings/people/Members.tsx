import { removePerson, restorePerson } from '@fettle/client'
import { listPeopleInfiniteOptions } from '@fettle/client/queries'
import type { Membership } from '@fettle/client'
import { Ellipsis, RotateCcw, UserMinus, UserPlus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { day } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { useChoice } from '@/lib/records'
import { Badge, Who } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { FilterBar, picked, useFilters } from '@/ui/filters'
import { Menu } from '@/ui/overlay'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { useOpened } from '../lib/opened'
import { useReach } from '../lib/Reach'
import { useRoleName, useRoleNamed, useRoles } from '../lib/roles'
import { PersonSheet } from './PersonSheet'

/** Who belongs to the tenant, or, with `removed`, who did. */
export function Members({ removed = false }: { removed?: boolean }) {
  const { t } = useTranslation('people')
  const { may, me } = useAccount()
  const [filters, setFilters] = useFilters()
  const { opened, open, close } = useOpened()
  const { data: roles = [] } = useRoles()
  const nameOf = useRoleName()
  const roleNamed = useRoleNamed()
  const reach = useReach()
  const pages = usePages<Membership>(listPeopleInfiniteOptions({ query: { ...picked(filters, ['q', 'role']), ...(removed && { deleted: true }), limit: 100 } as never }))
  const restore = useAct({
    do: (person: Membership) => restorePerson({ path: { membership_id: person.id } }),
    touches: ['Person', 'People'],
    done: (_, { name }) => t('members.restored', { name }),
  })
  const remove = useAct({
    do: (person: Membership) => removePerson({ path: { membership_id: person.id }, headers: ifMatch(person.version) }),
    touches: ['Person', 'People'],
    done: (_, { name }) => t('members.removed', { name }),
    undo: (_, { id }) => restorePerson({ path: { membership_id: id } }),
    then: close,
  })
  const writes = may('people:write')
  const columns = useMemo<Column<Membership>[]>(
    () => [
      {
        id: 'name',
        header: t('members.name'),
        grow: true,
        phone: 'title',
        cell: ({ name, userId }) => (
          <span className="flex min-w-0 items-center gap-2">
            <Who name={name} />
            {userId === me.id && <Badge>{t('members.you')}</Badge>}
          </span>
        ),
      },
      { id: 'email', header: t('members.email'), grow: true, cell: ({ email }) => <span title={email}>{email}</span>, phone: 'below' },
      { id: 'role', header: t('members.role'), width: 150, cell: ({ role }) => roleNamed(role), phone: 'below' },
      { id: 'reach', header: t('members.reach'), grow: true, cell: ({ everySite, siteIds }) => <span title={reach(everySite ? null : siteIds)}>{reach(everySite ? null : siteIds)}</span> },
      { id: 'staff', header: t('members.staff'), width: 150, cell: ({ staffId }) => staffId && <StaffName id={staffId} /> },
      removed
        ? { id: 'removed', header: t('members.removedOn'), width: 120, cell: ({ deletedAt }) => day(deletedAt) }
        : { id: 'since', header: t('members.since'), width: 120, cell: ({ createdAt }) => day(createdAt) },
      {
        id: 'verbs',
        header: '',
        width: removed ? 130 : 48,
        phone: 'edge',
        cell: (person) =>
          writes &&
          (removed ? (
            <Button size="sm" icon={RotateCcw} onClick={() => restore.mutate(person)}>
              {t('common:restore')}
            </Button>
          ) : (
            <Menu
              label={t('members.verbs', { name: person.name })}
              trigger={<IconButton size="sm" icon={Ellipsis} label={t('members.verbs', { name: person.name })} />}
              items={[
                { label: t('members.change'), onSelect: () => open(person.id) },
                { label: t('members.remove'), icon: UserMinus, dangerous: true, onSelect: () => remove.mutate(person) },
              ]}
            />
          )),
      },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the acts are made anew by every render and do the same
    [t, me.id, removed, writes, roleNamed, reach],
  )
  return (
    <div className="flex h-full flex-col">
      <div className="px-4 pt-3 sm:px-6">
        <FilterBar
          defs={[{ kind: 'choice', key: 'role', label: t('members.role'), options: roles.map((role) => ({ value: role.code, label: nameOf(role) })) }]}
          value={filters}
          onChange={setFilters}
          search={t('members.search')}
          pinned={['role']}
        />
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label={removed ? t('tabs.removed') : t('tabs.members')}
          columns={columns}
          pages={pages}
          {...(writes && !removed && { onOpen: ({ id }: Membership) => open(id) })}
          empty={
            removed ? (
              <Empty icon={UserMinus} title={t('members.noneRemoved')}>{t('members.noneRemovedHelp')}</Empty>
            ) : (
              <Empty icon={UserPlus} title={t('members.none')} action={writes && <Button onClick={() => setFilters({ q: undefined, role: undefined })}>{t('common:filter.clear')}</Button>} />
            )
          }
        />
      </div>
      {opened && opened !== 'new' && !removed && <PersonSheet id={opened} onClose={close} onRemove={(person) => remove.mutate(person)} />}
    </div>
  )
}

function StaffName({ id }: { id: string }) {
  return <>{useChoice('staff', id)?.label}</>
}

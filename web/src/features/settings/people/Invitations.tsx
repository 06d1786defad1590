import { resendInvitation, revokeInvitation } from '@fettle/client'
import type { Invitation } from '@fettle/client'
import { listInvitationsInfiniteOptions } from '@fettle/client/queries'
import { MailPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { day, relative } from '@/lib/format'
import { useAct, usePages } from '@/lib/query'
import { Badge, type Tone } from '@/ui/badge'
import { Button } from '@/ui/button'
import { FilterBar, type FilterDef, picked, useFilters } from '@/ui/filters'
import { Confirm } from '@/ui/overlay'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { useReach } from '../lib/Reach'
import { useRoleNamed } from '../lib/roles'

const STATUSES = ['open', 'expired', 'accepted', 'revoked'] as const
const TONES: Record<(typeof STATUSES)[number], Tone> = { open: 'info', expired: 'warn', accepted: 'good', revoked: 'quiet' }

/** Who was invited; those who have not answered yet unless another status is asked for. */
export function Invitations({ invite }: { invite: () => void }) {
  const { t } = useTranslation('people')
  const { may } = useAccount()
  const [filters, setFilters] = useFilters()
  const [revoking, setRevoking] = useState<Invitation>()
  const roleNamed = useRoleNamed()
  const reach = useReach()
  const status = filters.status ?? ['open', 'expired']
  const pages = usePages<Invitation>(listInvitationsInfiniteOptions({ query: { ...picked(filters, ['q']), status, limit: 100 } as never }))
  const resend = useAct({
    do: (one: Invitation) => resendInvitation({ path: { invitation_id: one.id } }),
    touches: ['Invitation'],
    done: (_, { email }) => t('invitations.resent', { email }),
  })
  const revoke = useAct({
    do: (one: Invitation) => revokeInvitation({ path: { invitation_id: one.id }, headers: ifMatch(one.version) }),
    touches: ['Invitation'],
    done: (_, { email }) => t('invitations.revoked', { email }),
    then: () => setRevoking(undefined),
  })
  const writes = may('people:write')
  const columns = useMemo<Column<Invitation>[]>(
    () => [
      { id: 'email', header: t('members.email'), grow: true, phone: 'title', cell: ({ email }) => <span title={email}>{email}</span> },
      { id: 'role', header: t('members.role'), width: 150, phone: 'below', cell: ({ role }) => roleNamed(role) },
      { id: 'reach', header: t('members.reach'), grow: true, cell: ({ siteIds }) => reach(siteIds) },
      { id: 'status', header: t('invitations.status'), width: 110, phone: 'below', cell: (one) => <Badge tone={TONES[one.status]}>{t(`invitations.is.${one.status}`)}</Badge> },
      { id: 'sent', header: t('invitations.sent'), width: 110, cell: ({ createdAt }) => day(createdAt) },
      { id: 'until', header: t('invitations.until'), width: 120, cell: ({ expiresAt, status: now }) => (now === 'open' ? relative(expiresAt) : '') },
      {
        id: 'verbs',
        header: '',
        width: 200,
        phone: 'edge',
        cell: (one) =>
          writes &&
          (one.status === 'open' || one.status === 'expired') && (
            <span className="flex justify-end gap-1">
              <Button size="sm" look="quiet" onClick={() => resend.mutate(one)}>{t('invitations.resend')}</Button>
              <Button size="sm" look="quiet" onClick={() => setRevoking(one)}>{t('invitations.revoke')}</Button>
            </span>
          ),
      },
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the acts are made anew by every render and do the same
    [t, writes, roleNamed, reach],
  )
  const defs: FilterDef[] = [{ kind: 'choice', key: 'status', label: t('invitations.status'), options: STATUSES.map((each) => ({ value: each, label: t(`invitations.is.${each}`) })) }]
  return (
    <div className="flex h-full flex-col">
      <div className="px-4 pt-3 sm:px-6">
        <FilterBar defs={defs} value={filters} onChange={setFilters} search={t('invitations.search')} pinned={['status']} />
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label={t('tabs.invitations')}
          columns={columns}
          pages={pages}
          empty={
            <Empty icon={MailPlus} title={t('invitations.none')} action={writes && <Button onClick={invite}>{t('invite.verb')}</Button>}>
              {t('invitations.noneHelp')}
            </Empty>
          }
        />
      </div>
      <Confirm
        open={!!revoking}
        onClose={() => setRevoking(undefined)}
        title={t('invitations.revokeTitle', { email: revoking?.email })}
        verb={t('invitations.revoke')}
        dangerous
        busy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate(revoking)}
      >
        {t('invitations.revokeHelp')}
      </Confirm>
    </div>
  )
}

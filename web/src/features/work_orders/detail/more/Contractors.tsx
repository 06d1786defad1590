import { type ContractorLink, revokeContractorLink, type WorkOrderDetail } from '@fettle/client'
import { listContractorLinksOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { day, relative } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Confirm } from '@/ui/overlay'
import { Panel } from '@/ui/page'
import { isOpen } from '../rules'

/** Whom outside the house was let in to this one job. */
export function Contractors({ workOrder, onInvite }: { workOrder: WorkOrderDetail; onInvite: () => void }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const allowed = may('contractors:invite')
  const [asked, setAsked] = useState<ContractorLink>()
  const path = { work_order_id: workOrder.id }
  const { data } = useQuery({ ...listContractorLinksOptions({ path, query: { limit: 50 } }), enabled: allowed })
  const revoke = useAct({
    do: (link: ContractorLink) => revokeContractorLink({ path: { ...path, link_id: link.id }, headers: ifMatch(link.version) }),
    touches: ['ContractorLink', 'WorkOrderHistory'],
    done: (_gone, link) => t('contractor.revoked', { name: link.name }),
  })
  const links = data?.data ?? []
  const invites = isOpen(workOrder) && workOrder.status !== 'new'
  if (!allowed || links.length === 0) return null
  return (
    <Panel
      title={t('contractor.title')}
      actions={invites && <Button size="sm" look="quiet" icon={Plus} onClick={onInvite}>{t('contractor.invite')}</Button>}
    >
      <ul className="flex flex-col gap-2">
        {links.map((link) => {
          const ended = !!link.revokedAt || Date.parse(link.expiresAt) < Date.now()
          return (
            <li key={link.id} className="flex items-start gap-2">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-medium break-words">{link.name}</span>
                  {ended && <Badge>{t(link.revokedAt ? 'contractor.isRevoked' : 'contractor.isExpired')}</Badge>}
                </p>
                <p className="text-xs text-muted">
                  {[link.email, t('contractor.until', { day: day(link.expiresAt) }), link.lastUsedAt ? t('contractor.used', { when: relative(link.lastUsedAt) }) : t('contractor.unused')].filter(Boolean).join(' · ')}
                </p>
                <p className="text-xs text-muted">{t('contractor.may')}: {link.scope.map((each) => t(`contractor.scope.${each}`)).join(', ')}</p>
              </div>
              {!ended && <Button size="sm" look="quiet" onClick={() => setAsked(link)}>{t('contractor.revoke')}</Button>}
            </li>
          )
        })}
      </ul>
      <Confirm
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('contractor.revokeTitle', { name: asked?.name ?? '' })}
        verb={t('contractor.revoke')}
        dangerous
        onConfirm={() => {
          if (asked) revoke.mutate(asked)
          setAsked(undefined)
        }}
      >
        {t('contractor.revokeHelp')}
      </Confirm>
    </Panel>
  )
}

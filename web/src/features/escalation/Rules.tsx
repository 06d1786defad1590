import { listEscalationRulesOptions } from '@fettle/client/queries'
import type { EscalationRule } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { Plus, Siren } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { SettingsPage } from '@/features/settings/SettingsPage'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Empty, Read } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { Raised } from './Raised'
import { RuleCard } from './RuleCard'
import { RuleForm } from './RuleForm'

/** What happens to work that waits too long, and what happened. */
export default function Rules() {
  const { t } = useTranslation('escalation')
  const { may } = useAccount()
  const [filters] = useFilters()
  const view = String(filters.view ?? 'rules')
  const [editing, setEditing] = useState<EscalationRule | 'new'>()
  const query = useQuery(listEscalationRulesOptions({ query: { limit: 200 } }))
  const create = may('escalations:write') && (
    <Button look="primary" icon={Plus} onClick={() => setEditing('new')}>
      {t('create')}
    </Button>
  )
  return (
    <SettingsPage
      title={t('title')}
      actions={create}
      under={
        <Tabs
          label={t('title')}
          tabs={['rules', 'raised'].map((value) => ({ label: t(`view.${value}`), to: '/settings/escalation', search: { view: value }, current: view === value }))}
        />
      }
    >
      {view === 'raised' ? (
        <Raised />
      ) : (
        <Read query={query}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon={Siren} title={t('none')}>
                {t('noneHelp')}
              </Empty>
            ) : (
              <ul className="flex max-w-3xl flex-col gap-3">
                {data.map((rule) => (
                  <RuleCard key={rule.id} rule={rule} onEdit={() => setEditing(rule)} />
                ))}
              </ul>
            )
          }
        </Read>
      )}
      {editing && <RuleForm {...(editing !== 'new' && { rule: editing })} onClose={() => setEditing(undefined)} />}
    </SettingsPage>
  )
}

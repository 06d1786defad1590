import { revokeApiKey, revokeClient } from '@fettle/client'
import type { MachineKey } from '@fettle/client'
import { listApiKeysInfiniteOptions, listClientsInfiniteOptions } from '@fettle/client/queries'
import { KeyRound } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { day, relative } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { useAct, usePages } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Confirm, Dialog } from '@/ui/overlay'
import { Facts } from '@/ui/page'
import { Empty } from '@/ui/states'
import { type Column, DataTable } from '@/ui/table'
import { useReach } from '../lib/Reach'
import { useSentence } from '../permissions/usePermissions'
import type { KeyKind } from './NewKey'

const stateOf = ({ revokedAt, expiresAt }: MachineKey, now: number) => (revokedAt ? 'revoked' : expiresAt && Date.parse(expiresAt) <= now ? 'expired' : 'good')
const TONES = { revoked: 'quiet', expired: 'warn', good: 'good' } as const

/** The keys or clients, what they may do and when they were last used. */
export function KeyTable({ kind, add }: { kind: KeyKind; add: ReactNode }) {
  const { t } = useTranslation('keys')
  const [shown, setShown] = useState<MachineKey>()
  const [revoking, setRevoking] = useState<MachineKey>()
  const reach = useReach()
  const query = { query: { limit: 100 } }
  const pages = usePages<MachineKey>(kind === 'keys' ? listApiKeysInfiniteOptions(query) : listClientsInfiniteOptions(query))
  const revoke = useAct({
    do: ({ id, version }: MachineKey) => {
      const options = { path: { key_id: id }, headers: ifMatch(version) }
      return kind === 'keys' ? revokeApiKey(options) : revokeClient(options)
    },
    touches: ['ApiKey', 'Client'],
    done: (_, { name }) => t('isRevoked', { name }),
    then: () => setRevoking(undefined),
  })
  const columns = useMemo<Column<MachineKey>[]>(
    () => [
      { id: 'name', header: t('name'), grow: true, phone: 'title', cell: ({ name }) => <span className="font-medium" title={name}>{name}</span> },
      { id: 'prefix', header: t('prefix'), width: 150, phone: 'below', cell: ({ prefix }) => <span className="font-mono text-sm">{prefix}…</span> },
      { id: 'permissions', header: t('permissions'), width: 110, align: 'end', cell: ({ permissions }) => permissions.length },
      { id: 'reach', header: t('settings:reach.label'), width: 130, cell: ({ siteScope }) => reach(siteScope ?? null) },
      { id: 'used', header: t('lastUsed'), width: 130, phone: 'below', cell: ({ lastUsedAt }) => (lastUsedAt ? relative(lastUsedAt) : t('unused')) },
      { id: 'expires', header: t('expires'), width: 120, cell: ({ expiresAt }) => (expiresAt ? day(expiresAt) : t('never')) },
      { id: 'state', header: t('state'), width: 100, phone: 'edge', cell: (key) => <State of={key} /> },
      {
        id: 'verbs',
        header: '',
        width: 100,
        phone: 'edge',
        cell: (key) => !key.revokedAt && <Button size="sm" look="quiet" onClick={() => setRevoking(key)}>{t('revoke')}</Button>,
      },
    ],
    [t, reach],
  )
  return (
    <>
      <DataTable
        label={t(`tab.${kind}`)}
        columns={columns}
        pages={pages}
        onOpen={setShown}
        empty={<Empty icon={KeyRound} title={t(`none.${kind}`)} action={add}>{t(`about.${kind}`)}</Empty>}
      />
      {shown && <KeyFacts of={shown} onClose={() => setShown(undefined)} />}
      <Confirm open={!!revoking} onClose={() => setRevoking(undefined)} title={t('revokeTitle', { name: revoking?.name })} verb={t('revoke')} dangerous busy={revoke.isPending} onConfirm={() => revoking && revoke.mutate(revoking)}>
        {t('revokeHelp')}
      </Confirm>
    </>
  )
}

function State({ of }: { of: MachineKey }) {
  const { t } = useTranslation('keys')
  const state = stateOf(of, Date.now())
  return <Badge tone={TONES[state]}>{t(`is.${state}`)}</Badge>
}

function KeyFacts({ of, onClose }: { of: MachineKey; onClose: () => void }) {
  const { t } = useTranslation('keys')
  const sentence = useSentence()
  const reach = useReach()
  const person = usePersonName()
  return (
    <Dialog open side title={of.name} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <Facts
          wide
          facts={[
            { label: t('state'), value: <State of={of} /> },
            { label: t('prefix'), value: <span className="font-mono">{of.prefix}…</span> },
            { label: t('settings:reach.label'), value: reach(of.siteScope ?? null) },
            { label: t('expires'), value: of.expiresAt ? day(of.expiresAt, { year: true }) : t('never') },
            { label: t('lastUsed'), value: of.lastUsedAt ? relative(of.lastUsedAt) : t('unused') },
            { label: t('by'), value: person(of.createdBy) },
            { label: t('made'), value: day(of.createdAt, { year: true }) },
            { label: t('revokedOn'), value: day(of.revokedAt, { year: true }) },
          ]}
        />
        <section>
          <h3 className="mb-1 text-base">{t('permissions')}</h3>
          <ul className="flex flex-col gap-0.5 text-sm">
            {of.permissions.map((code) => (
              <li key={code}>{sentence(code)}</li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  )
}

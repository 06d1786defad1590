import { deleteTenant, restoreTenant } from '@fettle/client'
import { RotateCcw, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { day } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'
import { Panel } from '@/ui/page'

const RESTORABLE_DAYS = 30

/** Deletes the tenant, after its short name was typed; and takes that back for thirty days. */
export function Ending() {
  const { t } = useTranslation('settings')
  const { tenant } = useAccount()
  const [typed, setTyped] = useState('')
  const end = useAct({
    do: () => deleteTenant({ body: { slug: typed } }),
    touches: ['Tenant', 'getMe'],
    done: t('ending.done'),
    then: () => setTyped(''),
  })
  if (tenant.deletionRequestedAt) return <Restore requestedAt={tenant.deletionRequestedAt} />
  return (
    <Panel title={t('ending.title', { name: tenant.name })} className="max-w-2xl">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === tenant.slug) end.mutate()
        }}
      >
        <ul className="list-disc pl-5 text-muted">
          <li>{t('ending.out')}</li>
          <li>{t('ending.kept', { days: RESTORABLE_DAYS })}</li>
          <li>{t('ending.after')}</li>
        </ul>
        <Field label={t('ending.type', { slug: tenant.slug })}>
          {(ids) => <input {...ids} className="control max-w-xs" value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} autoCapitalize="off" />}
        </Field>
        <Button type="submit" look="danger" className="self-start" busy={end.isPending} disabled={typed !== tenant.slug}>
          {t('ending.verb')}
        </Button>
      </form>
    </Panel>
  )
}

function Restore({ requestedAt }: { requestedAt: string }) {
  const { t } = useTranslation('settings')
  const { tenant } = useAccount()
  const back = useAct({ do: () => restoreTenant(), touches: ['Tenant', 'getMe'], done: t('ending.restored', { name: tenant.name }) })
  const until = new Date(Date.parse(requestedAt) + RESTORABLE_DAYS * 86_400_000).toISOString()
  return (
    <div className="flex max-w-2xl flex-wrap items-center gap-3 rounded-lg border border-bad bg-bad-soft p-4 text-bad">
      <TriangleAlert aria-hidden className="size-5" />
      <p className="min-w-0 flex-1">{t('ending.pending', { name: tenant.name, day: day(until, { year: true }) })}</p>
      <Button icon={RotateCcw} busy={back.isPending} onClick={() => back.mutate()}>
        {t('common:restore')}
      </Button>
    </div>
  )
}

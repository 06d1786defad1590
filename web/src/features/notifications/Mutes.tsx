import { unmuteRecord } from '@fettle/client'
import { listMutesOptions } from '@fettle/client/queries'
import type { Mute } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/lib/query'
import { useChoice } from '@/lib/records'
import { Button } from '@/ui/button'
import { Panel } from '@/ui/page'

const KINDS = { work_order: 'workOrder', asset: 'asset', maintenance_plan: 'plan' } as const

/** Records of which this person wants to hear nothing more. */
export function Mutes() {
  const { t } = useTranslation('notifications')
  const { data = [] } = useQuery(listMutesOptions())
  if (data.length === 0) return null
  return (
    <Panel title={t('mutes')} flush>
      <ul>
        {data.map((mute) => (
          <Muted key={mute.subjectId} mute={mute} />
        ))}
      </ul>
    </Panel>
  )
}

function Muted({ mute }: { mute: Mute }) {
  const { t } = useTranslation('notifications')
  const kind = KINDS[mute.subject as keyof typeof KINDS]
  const found = useChoice(kind ?? 'asset', kind ? mute.subjectId : null)
  const unmute = useAct({ do: () => unmuteRecord({ path: { record_id: mute.subjectId } }), touches: ['Mute'], done: t('unmuted') })
  return (
    <li className="flex items-center gap-3 border-b px-4 py-2 last:border-b-0">
      <span className="min-w-0 flex-1 truncate">{[found?.label, found?.note].filter(Boolean).join(' ') || t(`subject.${mute.subject}`)}</span>
      <Button size="sm" onClick={() => unmute.mutate()}>
        {t('hearAgain')}
      </Button>
    </li>
  )
}

import { removeDevice } from '@fettle/client'
import { listDevicesOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { day } from '@/lib/format'
import { useAct } from '@/lib/query'
import { Button } from '@/ui/button'
import { Panel } from '@/ui/page'

/** The browsers and phones on which this person is reached. */
export function Devices() {
  const { t } = useTranslation('notifications')
  const { data = [] } = useQuery(listDevicesOptions())
  const remove = useAct({ do: (id: string) => removeDevice({ path: { device_id: id } }), touches: ['Device'], done: t('deviceRemoved') })
  if (data.length === 0) return null
  return (
    <Panel title={t('devices')} flush>
      <ul>
        {data.map(({ id, name, channel, seenAt }) => (
          <li key={id} className="flex items-center gap-3 border-b px-4 py-2 last:border-b-0">
            <span className="min-w-0 flex-1">
              {name ?? t(`channel.${channel}`)} <span className="text-sm text-muted">{t('seen', { day: day(seenAt) })}</span>
            </span>
            <Button size="sm" onClick={() => remove.mutate(id)}>
              {t('common:delete')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

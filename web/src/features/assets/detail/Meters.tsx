import type { AssetDetail, ListedMeter } from '@fettle/client'
import { listMetersOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Gauge, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Button } from '@/ui/button'
import { Empty, Read } from '@/ui/states'
import { MeterForm } from './MeterForm'
import { MeterPanel } from './MeterPanel'

/** The counters and gauges of an asset. */
export function Meters({ asset }: { asset: AssetDetail }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const query = useQuery(listMetersOptions({ path: { asset_id: asset.id }, query: { limit: 100 } }))
  const [editing, setEditing] = useState<ListedMeter | 'new'>()
  const adds = may('meters:write') && asset.status !== 'retired'
  const add = (look: 'plain' | 'quiet') => <Button icon={Plus} look={look} onClick={() => setEditing('new')}>{t('meter.add')}</Button>
  return (
    <>
      <Read query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon={Gauge} title={t('meter.none')} action={adds && add('plain')}>{t('meter.noneAbout')}</Empty>
          ) : (
            <div className="flex flex-col gap-4">
              <div className="grid items-start gap-4 xl:grid-cols-2">
                {data.map((meter) => <MeterPanel key={meter.id} meter={meter} onEdit={() => setEditing(meter)} />)}
              </div>
              {adds && <div>{add('plain')}</div>}
            </div>
          )
        }
      </Read>
      {editing && <MeterForm assetId={asset.id} {...(editing !== 'new' && { meter: editing })} onClose={() => setEditing(undefined)} />}
    </>
  )
}

import { useTranslation } from 'react-i18next'
import { useSql } from '@/db'
import { Badge, Card, Heading, Row } from '@/ui'
import { statusLook } from './looks'

interface Relative {
  id: string
  name: string
  number: string | null
  status: string
}

const FIELDS = `"id", "name", "number", "status"`

/** What an asset is part of, and what its parts are. */
export function Family({ assetId, parentId, onOpen }: { assetId: string; parentId: string | null; onOpen: (path: string) => void }) {
  const { t } = useTranslation('fieldThings')
  const parents = useSql<Relative>(['assets'], `select ${FIELDS} from "assets" where "id" = ? and "_status" <> 'deleted'`, [parentId ?? ''])
  const parts = useSql<Relative>(['assets'], `select ${FIELDS} from "assets" where "parent_id" = ? and "_status" <> 'deleted' order by "name" collate nocase limit 200`, [assetId])
  if (!parents?.length && !parts?.length) return null
  return (
    <Card>
      {!!parents?.length && <Heading style={{ padding: 14, paddingBottom: 8 }}>{t('asset.partOf')}</Heading>}
      {parents?.map((each) => <RelativeRow key={each.id} relative={each} onOpen={onOpen} />)}
      {!!parts?.length && <Heading style={{ padding: 14, paddingBottom: 8 }}>{t('asset.parts', { count: parts.length })}</Heading>}
      {parts?.map((each) => <RelativeRow key={each.id} relative={each} onOpen={onOpen} />)}
    </Card>
  )
}

function RelativeRow({ relative, onOpen }: { relative: Relative; onOpen: (path: string) => void }) {
  const { t } = useTranslation('fieldThings')
  const out = relative.status !== 'in_service'
  const status = t(`asset.status.${relative.status}`)
  return (
    <Row
      icon="box"
      title={relative.name}
      detail={relative.number ?? undefined}
      end={out ? <Badge label={status} {...statusLook(relative.status)} /> : undefined}
      onPress={() => onOpen(`/assets/${relative.id}`)}
    />
  )
}

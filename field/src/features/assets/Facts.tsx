import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { CustomValue, useCustomLines } from '@/custom'
import { type Row } from '@/db'
import { usePerson } from '@/session'
import { useTheme } from '@/theme'
import { Card, Heading, Text } from '@/ui'
import { dayOf } from '@/work/due'
import { asDate } from '@/words/format'
import { warranty } from './warranty'

/** What is known about an asset, the fields of the tenant's own too. What is not known is not there. */
export function Facts({ asset, type }: { asset: Row<'assets'>; type: string | undefined }) {
  const { t } = useTranslation(['fieldThings', 'common'])
  const { timeZone } = usePerson()
  const plain: [string, string | null | undefined][] = [
    [t('asset.field.type'), type],
    [t('asset.field.manufacturer'), asset.manufacturer],
    [t('asset.field.model'), asset.model],
    [t('asset.field.serial'), asset.serial_number],
  ]
  const custom = useCustomLines('asset', asset.custom, asset.asset_type_id)
  const known = plain.filter(([, value]) => value)
  if (!known.length && !asset.warranty_until && !custom.length && !asset.description) return null
  return (
    <Card padded>
      <Heading>{t('asset.facts')}</Heading>
      {asset.description ? <Text>{asset.description}</Text> : null}
      {known.map(([name, value]) => (
        <Fact key={name} name={name}>
          <Text selectable>{value}</Text>
        </Fact>
      ))}
      {asset.warranty_until && (
        <Fact name={t('asset.field.warranty')}>
          <Warranty until={asset.warranty_until} today={dayOf(Date.now(), timeZone)} />
        </Fact>
      )}
      {custom.map((line) => (
        <Fact key={line.key} name={line.name}>
          <CustomValue line={line} />
        </Fact>
      ))}
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const theme = useTheme()
  return (
    <View style={{ borderTopWidth: 1, borderTopColor: theme.line, paddingTop: 6 }}>
      <Text size="sm" tone="muted">
        {name}
      </Text>
      {children}
    </View>
  )
}

function Warranty({ until, today }: { until: string; today: string }) {
  const { t } = useTranslation('fieldThings')
  const { left, over } = warranty(until, today)
  if (over) return <Text>{t('asset.warrantyEnded', { day: asDate(until) })}</Text>
  return (
    <Text bold tone={left < 60 ? 'warn' : 'good'}>
      {t('asset.warrantyUntil', { day: asDate(until), count: left })}
    </Text>
  )
}

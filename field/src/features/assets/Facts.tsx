import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Linking, View } from 'react-native'
import { type Row } from '@/db'
import { usePerson } from '@/session'
import { useTheme } from '@/theme'
import { Button, Card, Heading, Text } from '@/ui'
import { dayOf } from '@/work/due'
import { asDate } from '@/words/format'
import { customLines, linkName } from './custom'
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
  const custom = customLines(asset.custom)
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
      {custom.map(({ name, values, day, flag, link }) => (
        <Fact key={name} name={name}>
          {link ? (
            <Button look="quiet" icon="external-link" label={linkName(link)} onPress={() => void Linking.openURL(link).catch(() => undefined)} />
          ) : (
            <Text>{flag !== undefined ? t(flag ? 'common:yes' : 'common:no') : day ? asDate(day) : values.join(', ')}</Text>
          )}
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

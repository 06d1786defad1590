import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { NewerDatabase } from '@/db/expoSqliteDispatcher'
import { takeOver } from '@/platform/place'
import { useTheme } from '@/theme'
import { Button, EmptyState, Heading, Line, Text } from '@/ui'

/** Another tab has the database. */
export function Elsewhere() {
  const { t } = useTranslation('field')
  return (
    <Whole title={t('place.title')} help={t('place.help')}>
      <Line>
        <Button look="primary" label={t('place.takeOver')} onPress={() => void takeOver()} />
      </Line>
    </Whole>
  )
}

/** The database could not be opened. */
export function Unopened({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useTranslation('field')
  return (
    <Whole title={t('database.title')} help={error instanceof NewerDatabase ? t('database.newer') : t('database.help')}>
      <Text size="sm" tone="muted" align="center">
        {String(error)}
      </Text>
      <Line>
        <Button look="primary" label={t('again')} onPress={again} />
      </Line>
    </Whole>
  )
}

/** A part of the app broke; what is stored is safe. */
export function Broken({ error, again }: { error: Error; again: () => void }) {
  const { t } = useTranslation('field')
  return (
    <View role="main" style={{ flex: 1, justifyContent: 'center' }}>
      <EmptyState icon="triangle-alert" title={t('broken')} help={`${t('brokenHelp')} ${error.message}`} action={<Button label={t('again')} onPress={again} />} />
    </View>
  )
}

function Whole({ title, help, children }: { title: string; help: string; children: React.ReactNode }) {
  const theme = useTheme()
  return (
    <View role="main" style={{ flex: 1, backgroundColor: theme.paper, alignItems: 'center', justifyContent: 'center', gap: 16, padding: 24 }}>
      <Heading level={1} align="center">
        {title}
      </Heading>
      <Text align="center" style={{ maxWidth: 420 }}>
        {help}
      </Text>
      {children}
    </View>
  )
}

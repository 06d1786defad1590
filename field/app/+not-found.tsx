import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { Button, EmptyState, Screen } from '@/ui'

export default function NotFound() {
  const { t } = useTranslation(['field', 'common'])
  return (
    <Screen title={t('common:problem.noScreen')} back>
      <EmptyState icon="circle-question-mark" title={t('common:problem.noScreen')} help={t('common:problem.noScreenHelp')} action={<Button look="primary" label={t('tabs.work')} onPress={() => router.replace('/')} />} />
    </Screen>
  )
}

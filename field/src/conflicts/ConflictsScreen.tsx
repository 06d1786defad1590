import { useTranslation } from 'react-i18next'
import { syncNow } from '@/sync'
import { EmptyState, List, Screen, Skeleton } from '@/ui'
import { ConflictCard } from './ConflictCard'
import { useConflicts } from './useConflicts'

/** All that was not taken as it was sent. */
export default function ConflictsScreen() {
  const { t } = useTranslation('fieldMe')
  const found = useConflicts()
  return (
    <Screen title={t('conflicts.title')} back home="/me" scroll={false}>
      {found ? (
        <List
          rows={found}
          keyOf={({ conflict }) => conflict.id}
          gap={12}
          onRefresh={syncNow}
          label={t('conflicts.title')}
          empty={<EmptyState icon="circle-check" title={t('conflicts.none')} help={t('conflicts.noneHelp')} />}
          render={(told) => <ConflictCard told={told} />}
        />
      ) : (
        <Skeleton rows={3} height={180} />
      )}
    </Screen>
  )
}

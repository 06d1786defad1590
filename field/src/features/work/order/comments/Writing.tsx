import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useTheme } from '@/theme'
import { Button, Toggle } from '@/ui'
import type { Order } from '../acts'
import { MentionInput } from './MentionInput'
import { useSaying } from './useSaying'

/** Where a new comment is written. */
export function Writing({ order, onSaid }: { order: Order; onSaid: () => void }) {
  const { t } = useTranslation('fieldWork')
  const theme = useTheme()
  const saying = useSaying(order, null)
  if (!saying) return null
  const { draft, people, busy, change, choose, send } = saying
  return (
    <View style={{ padding: 14, gap: 8, borderTopWidth: 1, borderTopColor: theme.line }}>
      <MentionInput label={t('comment.write')} value={draft.body} people={people} onChange={(body) => change({ body })} onChoose={choose} />
      {draft.body.trim() !== '' && (
        <>
          {order.requested_by_id && <Toggle label={t('comment.forAsker')} value={draft.public} onChange={(isPublic) => change({ public: isPublic })} />}
          <Button icon="send" label={t('comment.send')} busy={busy} onPress={() => void send().then(onSaid)} />
        </>
      )}
    </View>
  )
}

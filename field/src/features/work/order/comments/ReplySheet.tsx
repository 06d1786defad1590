import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useTheme } from '@/theme'
import { Button, Sheet, Toggle } from '@/ui'
import type { Comment, Order } from '../acts'
import { MentionInput } from './MentionInput'
import { Said } from './Said'
import { useSaying } from './useSaying'

interface Props {
  order: Order
  parent: Comment
  /** Who said what is answered. */
  name: string
  names: ReadonlyMap<string, string>
  onClose: () => void
}

/** How many lines of what is answered are shown. */
const LINES = 4

/** An answer to a comment; its author is told. */
export function ReplySheet({ order, parent, name, names, onClose }: Props) {
  const { t } = useTranslation('fieldWork')
  const theme = useTheme()
  const saying = useSaying(order, parent.id)
  if (!saying) return null
  const { draft, people, busy, change, choose, send } = saying
  return (
    <Sheet
      open
      title={t('comment.replyTo', { name })}
      onClose={onClose}
      footer={<Button wide look="primary" icon="send" label={t('comment.send')} busy={busy} disabled={!draft.body.trim()} onPress={() => void send().then(onClose)} />}
    >
      <View style={{ borderLeftWidth: 3, borderLeftColor: theme.line, paddingLeft: 12 }}>
        <Said comment={parent} names={names} lines={LINES} />
      </View>
      <MentionInput autoFocus label={t('comment.write')} value={draft.body} people={people} onChange={(body) => change({ body })} onChoose={choose} />
      {order.requested_by_id && <Toggle label={t('comment.forAsker')} value={draft.public} onChange={(isPublic) => change({ public: isPublic })} />}
    </Sheet>
  )
}

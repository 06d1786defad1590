import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useTheme } from '@/theme'
import { Badge, Button, IconButton, Line, Text } from '@/ui'
import { asMoment } from '@/words/format'
import { unsent } from '@/work'
import { UnsentBadge } from '../../badges'
import type { Comment } from '../acts'
import { Said } from './Said'

interface Props {
  comment: Comment
  first: boolean
  /** It answers what stands above it. */
  answers: boolean
  name: string
  names: ReadonlyMap<string, string>
  onReply?: () => void
  /** Whether it can be changed, not only taken away. */
  edits: boolean
  onOpen?: () => void
}

/** One comment, and what can be done about it. */
export function One({ comment, first, answers, name, names, edits, onReply, onOpen }: Props) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const theme = useTheme()
  return (
    <View style={{ paddingRight: 14, paddingLeft: answers ? 22 : 14, paddingTop: answers ? 0 : 10, paddingBottom: 4, borderTopWidth: first || answers ? 0 : 1, borderTopColor: theme.line }}>
      <View style={{ gap: 4, paddingTop: answers ? 6 : 0, ...(answers && { borderLeftWidth: 3, borderLeftColor: theme.line, paddingLeft: 12 }) }}>
        <Line>
          <Text size="sm" bold>
            {name}
          </Text>
          <Text size="sm" tone="muted">
            {asMoment(comment.created_at ?? 0)}
          </Text>
          {comment.public && <Badge label={t('comment.public')} icon="eye" />}
          {unsent(comment) && <UnsentBadge />}
        </Line>
        <Said comment={comment} names={names} />
        {(onReply || onOpen) && (
          <Line gap={0} style={{ marginLeft: -10 }}>
            {onReply && <Button look="quiet" icon="reply" label={t('comment.reply')} onPress={onReply} />}
            {onOpen && <IconButton icon={edits ? 'pencil' : 'trash-2'} tone="muted" label={t(edits ? 'comment.change' : 'common:delete')} onPress={onOpen} />}
          </Line>
        )}
      </View>
    </View>
  )
}

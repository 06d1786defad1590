import { useTranslation } from 'react-i18next'
import { Pressable, View } from 'react-native'
import { tapped } from '@/platform/haptics'
import { useTheme } from '@/theme'
import { Badge, Icon, Line, Text } from '@/ui'
import { isAnswered, taskIcon, taskKey, taskTone, unsent } from '@/work'
import { UnsentBadge } from '../badges'
import type { Task } from './acts'

interface Props {
  task: Task
  first: boolean
  asset: string | undefined
  /** Whether it can be answered now. */
  answers: boolean
  onTick: () => void
  onOpen: () => void
}

/** One line of work: a box to tick, and the rest of it to open. */
export function TaskRow({ task, first, asset, answers, onTick, onOpen }: Props) {
  const theme = useTheme()
  const { t } = useTranslation('fieldWork')
  const answered = isAnswered(task)
  const tone = taskTone(task.status)
  const word = t(taskKey(task.status))
  return (
    <View style={{ flexDirection: 'row', alignItems: 'stretch', borderTopWidth: first ? 0 : 1, borderTopColor: theme.line }}>
      <Pressable
        role="checkbox"
        aria-checked={task.status === 'done' ? true : answered ? 'mixed' : false}
        aria-disabled={!answers}
        aria-label={answered ? t('task.is', { title: task.title, status: word }) : t('task.tick', { title: task.title })}
        disabled={!answers}
        onPress={() => {
          tapped()
          if (answered) onOpen()
          else onTick()
        }}
        style={({ pressed }) => ({ width: 56, minHeight: 56, alignItems: 'center', justifyContent: 'center', backgroundColor: pressed ? theme.hover : 'transparent' })}
      >
        <View
          style={{
            width: 30, height: 30, borderRadius: 8, alignItems: 'center', justifyContent: 'center', borderWidth: 2, opacity: answers || answered ? 1 : 0.5,
            borderColor: answered ? theme[tone] : theme.edge, backgroundColor: answered ? theme[`${tone}Soft`] : theme.raised,
          }}
        >
          {answered && <Icon name={taskIcon(task.status)} size={20} tone={tone} />}
        </View>
      </Pressable>
      <Pressable
        role="button"
        aria-haspopup="dialog"
        onPress={onOpen}
        style={({ pressed }) => ({ flex: 1, minWidth: 0, minHeight: 56, justifyContent: 'center', gap: 3, paddingVertical: 10, paddingRight: 14, backgroundColor: pressed ? theme.hover : 'transparent' })}
      >
        <Text tone={task.status === 'done' || task.status === 'skipped' ? 'muted' : 'ink'}>{task.title}</Text>
        {asset || task.instructions ? (
          <Text size="sm" tone="muted" numberOfLines={2}>
            {[asset, task.instructions].filter(Boolean).join(' · ')}
          </Text>
        ) : null}
        {task.result ? <Text size="sm">{task.result}</Text> : null}
        {(task.status === 'failed' || task.status === 'skipped' || !task.required || unsent(task)) && (
          <Line>
            {(task.status === 'failed' || task.status === 'skipped') && <Badge label={word} tone={tone} icon={taskIcon(task.status)} />}
            {!task.required && !answered && <Badge label={t('task.optional')} />}
            {unsent(task) && <UnsentBadge />}
          </Line>
        )}
      </Pressable>
    </View>
  )
}

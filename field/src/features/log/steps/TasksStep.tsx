import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { takesAnswers } from '@/work/status'
import { isAnswered } from '@/work/tasks'
import { Badge, Button, Card, Row, Segmented, Text, TextInput } from '@/ui'
import { withTask } from '../drafts.ts'
import type { LogDraft, TaskSaid } from '../records.ts'
import type { Wizard } from '../useWizard'

const SAID = ['done', 'worked', 'failed', 'skipped'] as const

/** Which tasks the work was on, and what came of them. */
export function TasksStep({ draft, facts, change }: Wizard) {
  const { t } = useTranslation('fieldLog')
  const answers = takesAnswers(facts.order)
  const open = facts.tasks.filter((task) => !isAnswered(task))
  const unsaid = open.filter(({ id }) => !draft.tasks[id])
  const say = (id: string, said: TaskSaid | null) => change((now) => withTask(now, id, said))
  const all = (now: LogDraft) => unsaid.reduce((sum, { id }) => withTask(sum, id, { said: 'done', result: '' }), now)
  return (
    <>
      <Text tone="muted">{t('tasks.help')}</Text>
      {answers && unsaid.length > 1 && <Button icon="check-check" label={t('tasks.allDone', { count: unsaid.length })} onPress={() => change(all)} />}
      {facts.tasks.map((task) => {
        const now = draft.tasks[task.id]
        return (
          <Card key={task.id}>
            <Row
              first
              icon={now ? 'circle-check' : 'circle'}
              iconTone={now ? 'accent' : 'muted'}
              title={task.title}
              lines={4}
              below={
                <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 6 }}>
                  {isAnswered(task) && <Badge tone="good" icon="check" label={t(`tasks.was.${task.status as 'done' | 'failed' | 'skipped'}`)} />}
                  {task.required && !isAnswered(task) && <Badge label={t('tasks.required')} />}
                </View>
              }
              selected={!!now}
              onPress={() => say(task.id, now ? null : { said: answers && !isAnswered(task) ? 'done' : 'worked', result: '' })}
            />
            {now && answers && !isAnswered(task) && (
              <View style={{ padding: 12, gap: 10 }}>
                <Segmented label={t('tasks.came')} value={now.said} options={SAID.map((value) => ({ value, label: t(`tasks.${value}`) }))} onChange={(said) => say(task.id, { ...now, said })} />
                {now.said !== 'worked' && <TextInput label={t('tasks.result')} optional value={now.result} onChange={(result) => say(task.id, { ...now, result })} maxLength={4000} />}
              </View>
            )}
          </Card>
        )
      })}
    </>
  )
}

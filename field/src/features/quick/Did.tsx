import { useTranslation } from 'react-i18next'
import { Chip, Chips } from '@/features/log/Chip'
import { Heading, Text, TextInput } from '@/ui'
import { LONGEST_TEXT, MINUTES, type Phrase, type QuickDraft } from './records.ts'

export interface DidProps {
  draft: QuickDraft
  phrases: readonly Phrase[]
  /** Whether time can be kept at all. */
  timed: boolean
  onChange: (values: Partial<QuickDraft>) => void
}

/** What was done and how long it took: said before, typed, or left out. */
export function Did({ draft, phrases, timed, onChange }: DidProps) {
  const { t } = useTranslation('fieldLog')
  return (
    <>
      <Heading>{t('quick.did')}</Heading>
      <Chips label={t('quick.did')}>
        {phrases.map(({ text, taskCodeId }) => {
          const on = draft.text.trim() === text
          return <Chip key={text} label={text} on={on} onPress={() => onChange(on ? { text: '', taskCodeId: null } : { text, taskCodeId })} />
        })}
      </Chips>
      {timed && (
        <>
          <Text bold size="sm">
            {t('quick.time')}
          </Text>
          <Chips label={t('quick.time')}>
            {[...MINUTES, null].map((minutes) => (
              <Chip key={minutes} label={minutes ? t('quick.minutes', { minutes }) : t('quick.noTime')} on={draft.minutes === minutes} onPress={() => onChange({ minutes })} />
            ))}
          </Chips>
        </>
      )}
      <TextInput label={t('quick.typed')} optional multiline value={draft.text} maxLength={LONGEST_TEXT} onChange={(text) => onChange({ text, taskCodeId: phrases.find((each) => each.text === text.trim())?.taskCodeId ?? null })} />
    </>
  )
}

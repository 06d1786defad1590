import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TextInput as NativeInput, View } from 'react-native'
import { found } from '@/features/pickers'
import { useTheme } from '@/theme'
import { Button, Row, Text, TextInput } from '@/ui'
import { asking, caretAfter, isNamed, named, withAt } from '@fettle/kit/mentions'
import type { Addressed } from './people'

/** So many are offered at once; who is not among them is found by typing more. */
const OFFERED = 4
const nameOf = (person: Addressed): string => person.name

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  /** Whom one can speak to; nobody where mentions are not taken. */
  people: readonly Addressed[]
  onChoose: (id: string) => void
  autoFocus?: boolean
}

/** Where words are written: an @ offers people, above the box, where no keyboard covers them. */
export function MentionInput({ label, value, onChange, people, onChoose, autoFocus }: Props) {
  const { t } = useTranslation('fieldWork')
  const theme = useTheme()
  const box = useRef<NativeInput>(null)
  const [caret, setCaret] = useState(value.length)
  // Where the caret is to be put; only until it is there.
  const [put, setPut] = useState<number>()
  const asked = people.length ? asking(value, caret) : undefined
  const offered = asked && !isNamed(asked, people) ? found(people, asked.typed, nameOf).slice(0, OFFERED) : []
  const say = (next: string, at: number) => {
    onChange(next)
    setCaret(at)
    setPut(at)
    box.current?.focus()
  }
  return (
    <View style={{ gap: 8 }}>
      {offered.length > 0 && (
        <View role="group" aria-label={t('mention.whom')} style={{ borderWidth: theme.contrast ? 2 : 1, borderColor: theme.line, borderRadius: 12, overflow: 'hidden' }}>
          {offered.map((person, place) => (
            <Row
              key={person.id}
              first={place === 0}
              icon="user"
              title={person.name}
              detail={person.detail || undefined}
              onPress={() => {
                const { body, caret: at } = named(value, asked!, person.name)
                onChoose(person.id)
                say(body, at)
              }}
            />
          ))}
        </View>
      )}
      <Text role="status" size="sm" style={{ position: 'absolute', opacity: 0, height: 1, overflow: 'hidden' }}>
        {offered.length ? t('mention.offered', { count: offered.length }) : ''}
      </Text>
      <TextInput
        ref={box}
        label={label}
        multiline
        autoFocus={autoFocus}
        value={value}
        selection={put === undefined ? undefined : { start: put, end: put }}
        onChange={(next) => {
          setPut(undefined)
          setCaret(caretAfter(value, next))
          onChange(next)
        }}
        onSelectionChange={({ nativeEvent }) => {
          setPut(undefined)
          setCaret(nativeEvent.selection.end)
        }}
      />
      {people.length > 0 && !asked && (
        <Button
          look="quiet"
          icon="at-sign"
          label={t('mention.begin')}
          onPress={() => {
            const next = withAt(value)
            say(next, next.length)
          }}
        />
      )}
    </View>
  )
}

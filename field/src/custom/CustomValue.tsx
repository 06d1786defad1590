import { useTranslation } from 'react-i18next'
import { Linking } from 'react-native'
import { Button, Text } from '@/ui'
import type { TextProps } from '@/ui/text'
import { asDate, asNumber } from '@/words/format'
import { type CustomLine, linkName } from './lines'

/** As many digits as somebody has typed. */
const DIGITS = 6

/** The value of a tenant's own field, as people say it; an address can be opened. */
export function CustomValue({ line: { values, day, number, flag, link }, size, style }: { line: CustomLine } & Pick<TextProps, 'size' | 'style'>) {
  const { t } = useTranslation('common')
  if (link) return <Button look="quiet" icon="external-link" label={linkName(link)} onPress={() => void Linking.openURL(link).catch(() => undefined)} />
  const said = flag !== undefined ? t(flag ? 'yes' : 'no') : number !== undefined ? asNumber(number, DIGITS) : day ? asDate(day) : values.join(', ')
  return (
    <Text selectable size={size} style={style}>
      {said}
    </Text>
  )
}

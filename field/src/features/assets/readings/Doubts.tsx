import { useTranslation } from 'react-i18next'
import { Banner, Button, Line, Text } from '@/ui'
import type { Sure } from './entry'
import type { Doubt } from './judge'
import { doubtWords } from './wording'

/** Something about this number is strange: is it right? A counter that went back has rolled over or was replaced, which the office records. */
export function Doubts({ doubt, unit, onSure, onCorrect }: { doubt: Doubt; unit: string; onSure: (sure: Sure) => void; onCorrect: () => void }) {
  const { t } = useTranslation('fieldThings')
  const back = doubt.kind === 'backwards'
  return (
    <Banner tone="warn" icon="triangle-alert" title={t(back ? 'reading.askBack' : 'reading.ask')}>
      <Text size="sm">{doubtWords(t, doubt, unit)}</Text>
      <Text size="sm">{t(back ? 'reading.tellOffice' : doubt.kind === 'unusual' ? 'reading.lookAgain' : 'reading.mayRefuse')}</Text>
      <Line>
        <Button icon="pencil" label={t('reading.correct')} onPress={onCorrect} />
        {back ? (
          <>
            <Button label={t('reading.rolledOver')} onPress={() => onSure('rolledOver')} />
            <Button label={t('reading.replaced')} onPress={() => onSure('replaced')} />
          </>
        ) : (
          <Button icon="check" label={t('reading.right')} onPress={() => onSure('right')} />
        )}
      </Line>
    </Banner>
  )
}

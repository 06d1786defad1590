import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Row, Sheet } from '@/ui'
import type { Step } from './steps'
import { VERB_ICONS } from './verbs'

interface Props {
  steps: readonly Step[]
  onStep: (step: Step) => void
  onClose: () => void
  onChange?: () => void
  onAssign?: () => void
  onFollow?: () => void
}

/** Everything else that can be done now. */
export function MoreSheet({ steps, onStep, onClose, onChange, onAssign, onFollow }: Props) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Sheet open title={t('order.more')} onClose={onClose}>
      <View>
        {steps.map((step, place) => (
          <Row key={step.verb} first={place === 0} icon={VERB_ICONS[step.verb]} iconTone={step.verb === 'cancel' ? 'bad' : 'muted'} title={t(`common:verb.${step.verb}`)} onPress={() => onStep(step)} />
        ))}
        {onChange && <Row first={!steps.length} icon="pencil" title={t('change.open')} onPress={then(onChange)} />}
        {onAssign && <Row first={!steps.length && !onChange} icon="users" title={t('assign.title')} onPress={then(onAssign)} />}
        {onFollow && <Row first={!steps.length && !onChange && !onAssign} icon="link" title={t('order.followUp')} detail={t('order.followUpHelp')} onPress={then(onFollow)} />}
      </View>
    </Sheet>
  )
}

import { router } from 'expo-router'
import { useTranslation } from 'react-i18next'
import { usePerson } from '@/session'
import { Card, type IconName, Row } from '@/ui'

/** Where else one finds things, and what one asked for. */
export function Onward() {
  const { t } = useTranslation('fieldThings')
  const { may } = usePerson()
  const all: { to: string; icon: IconName; title: string; can: boolean }[] = [
    { to: '/assets', icon: 'box', title: t('scan.all'), can: may('assets:read') },
    { to: '/requests', icon: 'message-square', title: t('request.many'), can: may('requests:read') || may('requests:create') },
  ]
  return (
    <Card>
      {all
        .filter(({ can }) => can)
        .map(({ to, icon, title }, place) => (
          <Row key={to} first={place === 0} icon={icon} title={title} onPress={() => router.push(to as never)} />
        ))}
    </Card>
  )
}

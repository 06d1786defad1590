import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@fettle/kit/problems'
import { keep, readKept } from '@/platform/kept'
import { unsent, usePerson, workIn } from '@/session'
import { Card, Heading, Icon, Line, Row, Stack, Text, toast } from '@/ui'

const waitingKey = (tenantId: string, userId: string) => `waits.${tenantId}.${userId}`

/** Who works here and where. Each place has a database of its own on this device; what is unsent in one waits there. */
export function PersonCard() {
  const { t } = useTranslation('fieldMe')
  const person = usePerson()
  const [going, setGoing] = useState<string>()
  const waits = useWaitsElsewhere(person)
  const go = async (tenantId: string) => {
    setGoing(tenantId)
    try {
      await keep(waitingKey(person.tenantId, person.userId), String(await unsent()))
      await workIn(tenantId)
    } catch (error) {
      toast({ text: error instanceof Problem ? error.message : t('person.switchFailed', { tenant: person.tenantName }) })
      setGoing(undefined)
    }
  }
  return (
    <Card>
      <Line wrap={false} gap={12} style={{ padding: 14 }}>
        <Icon name="circle-user" size={32} tone="accent" />
        <Stack gap={0} style={{ flex: 1, minWidth: 0 }}>
          <Heading>{person.name}</Heading>
          <Text size="sm" tone="muted">{person.email}</Text>
          <Text size="sm" tone="muted">{person.tenantName}</Text>
        </Stack>
      </Line>
      {person.tenants.length > 1 && (
        <>
          <Stack gap={2} style={{ paddingHorizontal: 14, paddingBottom: 8 }}>
            <Heading level={3}>{t('person.tenants')}</Heading>
            <Text size="sm" tone="muted">{t('person.switchHelp')}</Text>
          </Stack>
          {person.tenants.map(({ id, name }) => {
            const here = id === person.tenantId
            const count = waits[id] ?? 0
            return (
              <Row
                key={id}
                icon="building-2"
                title={name}
                detail={here ? t('person.here') : count ? t('person.waitsThere', { count }) : undefined}
                label={here ? `${name}, ${t('person.here')}` : [t('person.switch', { tenant: name }), count ? t('person.waitsThere', { count }) : ''].filter(Boolean).join(', ')}
                selected={here || going === id}
                onPress={() => !here && going === undefined && void go(id)}
              />
            )
          })}
        </>
      )}
    </Card>
  )
}

/** What was unsent in the other places when this person left them. */
function useWaitsElsewhere({ tenantId, userId, tenants }: { tenantId: string; userId: string; tenants: readonly { id: string }[] }): Record<string, number> {
  const [waits, setWaits] = useState<Record<string, number>>({})
  useEffect(() => {
    let over = false
    const others = tenants.filter(({ id }) => id !== tenantId)
    void Promise.all(others.map(async ({ id }) => [id, Number(await readKept(waitingKey(id, userId))) || 0] as const)).then((found) => !over && setWaits(Object.fromEntries(found)))
    return () => {
      over = true
    }
  }, [tenantId, userId, tenants])
  return waits
}

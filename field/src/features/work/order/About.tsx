import { router } from 'expo-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { CustomValue, useCustomLines } from '@/custom'
import { useSql } from '@/db'
import { useTheme } from '@/theme'
import { Row, Text } from '@/ui'
import { asMoment, asNumber } from '@/words/format'
import { numberOf, statusKey, useName, useNames } from '@/work'
import type { Order } from './acts'
import { materialsOf } from './materials'
import { Section } from './Section'

interface Related {
  id: string
  number: number | null
  title: string
  status: string
}

const VALUE = { flex: 1, minWidth: 120 } as const

/** Everything else that is known about it, and the work before and after it. */
export function About({ order }: { order: Order }) {
  const { t } = useTranslation(['fieldWork', 'common'])
  const codes = useNames('failure_codes')
  const asker = useName('staff', order.requested_by_id)
  const account = useName('gl_codes', order.gl_code_id)
  const custom = useCustomLines('work_order', order.custom)
  const related = useSql<Related>(['work_orders'], `select "id", "number", "title", "status" from "work_orders" where ("follow_up_of_id" = ? or "id" = ?) and "_status" <> 'deleted' order by "created_at"`, [order.id, order.follow_up_of_id ?? ''])
  const moment = (at: number | null) => (at ? asMoment(at) : undefined)
  const code = (id: string | null) => (id ? codes.get(id) : undefined)
  const facts: [string, string | undefined][] = [
    ['kind', t(`common:kind.${order.kind}`)],
    ['reference', order.reference || undefined],
    ['planned', [moment(order.scheduled_start), moment(order.scheduled_end)].filter(Boolean).join(' – ') || undefined],
    ['estimate', order.estimated_hours ? t('common:hours', { hours: asNumber(order.estimated_hours) }) : undefined],
    ['reported', moment(order.reported_at)],
    ['asker', asker],
    ['started', moment(order.started_at)],
    ['completed', moment(order.completed_at)],
    ['problem', code(order.problem_code_id)],
    ['cause', code(order.cause_code_id)],
    ['remedy', code(order.remedy_code_id)],
    ['account', account],
    ['materials', materialsOf(order.planned_materials).map(({ item, quantity, unit }) => [quantity, unit, item].filter(Boolean).join(' ')).join('\n') || undefined],
    ['plan', order.plan_id ? t('common:yes') : undefined],
  ]
  return (
    <Section title={t('about.title')}>
      <View style={{ paddingVertical: 6 }}>
        {facts.map(
          ([name, value]) =>
            value && (
              <Fact key={name} name={t(`about.${name}`)}>
                <Text size="sm" style={VALUE}>
                  {value}
                </Text>
              </Fact>
            ),
        )}
        {custom.map((line) => (
          <Fact key={line.key} name={line.name}>
            <CustomValue line={line} size="sm" style={VALUE} />
          </Fact>
        ))}
      </View>
      {related?.map((each) => (
        <Row
          key={each.id}
          icon="link"
          title={each.title}
          detail={[t(each.id === order.follow_up_of_id ? 'about.follows' : 'about.followedBy'), numberOf(each), t(statusKey(each.status))].filter(Boolean).join(' · ')}
          onPress={() => router.push(`/work-orders/${each.id}`)}
        />
      ))}
    </Section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const theme = useTheme()
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', columnGap: 12, paddingHorizontal: 14, paddingVertical: 5 }}>
      <Text size="sm" tone="muted" style={{ width: 112 * theme.text }}>
        {name}
      </Text>
      {children}
    </View>
  )
}

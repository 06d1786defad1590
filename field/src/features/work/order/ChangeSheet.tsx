import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { useDatabase, write } from '@/db'
import { forgetIn, useKept } from '@/drafts/keeping'
import { usePerson } from '@/session'
import { Banner, Button, Choice, NumberInput, Segmented, Sheet, TextInput, toast } from '@/ui'
import { dayOf, PRIORITIES, priorityKey } from '@/work'
import { asDate } from '@/words/format'
import { readJson } from '../readJson'
import { change as changeOrder, type Order } from './acts'
import { type Change, changeable, changedIn, daysFrom, faultsOf, LONGEST, type Part, shownOf } from './changing'

/** What the work is, said anew by who runs it. */
export function ChangeSheet({ order, number, onClose }: { order: Order; number: string; onClose: () => void }) {
  const { t } = useTranslation(['fieldWork', 'fieldLog', 'common'])
  const database = useDatabase()
  const { timeZone } = usePerson()
  const key = `change:${order.id}`
  const [pressed, setPressed] = useState(false)
  const { draft, resumed, change, end, discard } = useKept<Change>({ key, kind: 'change', subject: order.id, read: readJson<Change>, begin: () => ({}) })
  if (!draft) return null
  const shown = shownOf(order, draft, timeZone)
  const faults = faultsOf(shown)
  const open = changeable(order)
  const set = (part: Change) => change((now) => ({ ...now, ...part }))
  const fault = (part: Part) => {
    const wrong = pressed ? faults[part] : undefined
    return wrong && t(`change.fault.${wrong}`, { most: part in LONGEST ? LONGEST[part as keyof typeof LONGEST] : undefined })
  }
  const save = async () => {
    setPressed(true)
    if (open.some((part) => faults[part])) return
    end()
    const written = changedIn(order, draft, timeZone)
    const before = Object.fromEntries(Object.keys(written).map((name) => [name, order[name as keyof Order]])) as typeof written
    await write(database, async (to) => {
      await to.update('work_orders', order.id, written)
      await forgetIn(database, to, key)
    })
    onClose()
    if (Object.keys(written).length) toast({ text: t('change.saved', { number }), undo: () => changeOrder(database, order.id, before) })
  }
  return (
    <Sheet open title={t('change.title', { number })} onClose={onClose} footer={<Button wide look="primary" icon="check" label={t('common:save')} onPress={() => void save()} />}>
      {resumed && <Banner tone="info" icon="history" title={t('common:form.restored')} action={<Button label={t('common:form.discard')} onPress={() => void discard()} />} />}
      {open.includes('title') && <TextInput label={t('new.what')} multiline numberOfLines={2} value={shown.title} fault={fault('title')} onChange={(title) => set({ title: title.replace(/\s*\n\s*/g, ' ') })} />}
      {open.includes('description') && <TextInput label={t('new.description')} optional multiline value={shown.description} fault={fault('description')} onChange={(description) => set({ description })} />}
      {open.includes('priority') && (
        <Segmented label={t('filter.priority')} value={shown.priority} options={[...PRIORITIES].reverse().map((value) => ({ value: value as string, label: t(priorityKey(value)) }))} onChange={(priority) => set({ priority })} />
      )}
      {open.includes('due') && (
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 8 }}>
          <View style={{ flexGrow: 2, flexBasis: 170 }}>
            <Choice label={t('filter.due')} optional value={shown.dueDay} options={daysFrom(dayOf(Date.now(), timeZone), shown.dueDay).map((day) => ({ value: day, label: asDate(day) }))} onChange={(dueDay) => set({ dueDay })} />
          </View>
          {shown.dueDay !== null && (
            <View style={{ flexGrow: 1, flexBasis: 110 }}>
              <TextInput label={t('change.time')} optional value={shown.dueTime} fault={fault('due')} onChange={(dueTime) => set({ dueTime })} inputMode="numeric" keyboardType="numbers-and-punctuation" selectTextOnFocus maxLength={8} />
            </View>
          )}
        </View>
      )}
      {open.includes('hours') && <NumberInput label={t('change.hours')} optional value={shown.hours} fault={fault('hours')} step={0.5} unit={t('fieldLog:labour.unit')} onChange={(hours) => set({ hours })} />}
    </Sheet>
  )
}

import { createStaffMember, getStaffMember, updateStaffMember } from '@fettle/client'
import type { Staff } from '@fettle/client'
import { getStaffMemberOptions } from '@fettle/client/queries'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { hours } from '@/lib/format'
import { usePersonName } from '@/lib/people'
import { readAnew } from '@/lib/query'
import { CustomFacts, CustomFields, customPatch } from '@/ui/custom'
import { CheckField, Form, FormActions, NumberField, RecordField, TextField, useRecordForm } from '@/ui/form'
import { Facts } from '@/ui/page'
import { tell } from '@/ui/toast'
import { Sheet } from '../lib/Sheet'
import { Rates } from './Rates'

interface Props {
  id: string
  onClose: () => void
  writes: boolean
}

/** Somebody on the staff: made, seen or edited, with what an hour costs. */
export function StaffSheet({ id, onClose, writes }: Props) {
  const { t } = useTranslation('people')
  const { may } = useAccount()
  const fresh = id === 'new'
  const query = useQuery({ ...getStaffMemberOptions({ path: { staff_id: id } }), enabled: !fresh })
  return (
    <Sheet<Staff> title={fresh ? t('staff.add') : (query.data?.name ?? t('staff.title'))} onClose={onClose} {...(!fresh && { query })}>
      {(member) => (
        <div className="flex flex-col gap-6">
          {writes ? <StaffForm key={id} member={member} onClose={onClose} /> : member && <StaffFacts member={member} />}
          {member && may('costs:read') && <Rates staffId={member.id} writes={writes} />}
        </div>
      )}
    </Sheet>
  )
}

const valuesOf = (member: Staff | undefined) => ({
  name: member?.name ?? '',
  number: member?.number ?? null,
  trade: member?.trade ?? null,
  email: member?.email ?? null,
  phone: member?.phone ?? null,
  weeklyHours: member ? String(Number(member.weeklyHours)) : null,
  userId: member?.userId ?? null,
  active: member?.active ?? true,
  custom: (member?.custom ?? {}) as Record<string, unknown>,
})
type Values = ReturnType<typeof valuesOf>

function StaffForm({ member, onClose }: { member: Staff | undefined; onClose: () => void }) {
  const { t } = useTranslation('people')
  const { tenant } = useAccount()
  const client = useQueryClient()
  let now = member
  const form = useRecordForm<Values, Staff>({
    initial: valuesOf(member),
    draft: `staff:${member?.id ?? 'new'}`,
    save: (values, changed) => {
      const custom = customPatch(now?.custom, values.custom)
      if (!now) return createStaffMember({ body: { ...values, custom } })
      const body = { ...changed, ...(changed.custom && { custom }), ...(changed.weeklyHours && { weeklyHours: Number(changed.weeklyHours) }) }
      return updateStaffMember({ path: { staff_id: now.id }, body: body as never, headers: ifMatch(now.version) })
    },
    ...(member && {
      latest: async () => {
        now = await getStaffMember({ path: { staff_id: member.id } })
        return valuesOf(now)
      },
    }),
    onSaved: ({ name }) => {
      tell(t('staff.saved', { name }))
      void readAnew(client, ['Staff', 'Crew'])
      onClose()
    },
  })
  return (
    <Form form={form} className="flex flex-col gap-4">
      <TextField name="name" label={t('staff.name')} required autoFocus={!member} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="trade" label={t('staff.trade')} />
        <TextField name="number" label={t('staff.number')} />
        <TextField name="email" label={t('members.email')} type="email" />
        <TextField name="phone" label={t('staff.phone')} type="tel" />
        <NumberField name="weeklyHours" label={t('staff.weeklyHours')} min={0} max={168} hint={member ? undefined : t('staff.weeklyHoursHint', { hours: hours(tenant.settings.defaultWeeklyHours) })} />
        <RecordField name="userId" label={t('staff.user')} kind="person" hint={t('staff.userHint')} />
      </div>
      <CustomFields entity="staff" />
      <CheckField name="active" label={t('staff.active')} hint={t('staff.activeHint')} />
      <FormActions form={form} onCancel={onClose} />
    </Form>
  )
}

function StaffFacts({ member }: { member: Staff }) {
  const { t } = useTranslation('people')
  const nameOf = usePersonName()
  return (
    <>
      <Facts
        wide
        facts={[
          { label: t('staff.trade'), value: member.trade },
          { label: t('staff.number'), value: member.number },
          { label: t('members.email'), value: member.email },
          { label: t('staff.phone'), value: member.phone },
          { label: t('staff.weeklyHours'), value: hours(member.weeklyHours) },
          { label: t('staff.user'), value: member.userId && nameOf(member.userId) },
        ]}
      />
      <CustomFacts entity="staff" values={member.custom} />
    </>
  )
}

import { getPerson, updatePerson } from '@fettle/client'
import type { Membership } from '@fettle/client'
import { getPersonOptions } from '@fettle/client/queries'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { Form, FormActions, SelectField, useRecordForm } from '@/ui/form'
import { tell } from '@/ui/toast'
import { ReachFields, type ReachValues, reachOf, useReach } from '../lib/Reach'
import { useRoleName, useRoles } from '../lib/roles'
import { Sheet } from '../lib/Sheet'
import { DifferenceList } from '../permissions/PermissionList'
import { difference } from '../permissions/groups'

interface Props {
  id: string
  onClose: () => void
  onRemove: (person: Membership) => void
}

/** A person's role and reach, and what a change of them takes away. */
export function PersonSheet({ id, onClose, onRemove }: Props) {
  const { t } = useTranslation('people')
  const query = useQuery(getPersonOptions({ path: { membership_id: id } }))
  return (
    <Sheet title={query.data?.name ?? t('members.change')} about={query.data?.email} onClose={onClose} query={query}>
      {(person) => person && <PersonForm key={person.id} person={person} onClose={onClose} onRemove={onRemove} />}
    </Sheet>
  )
}

type Values = ReachValues & { role: string }
const valuesOf = ({ role, everySite, siteIds }: Membership): Values => ({ role, everySite: everySite ? 'all' : 'some', siteIds })

function PersonForm({ person, onClose, onRemove }: { person: Membership } & Omit<Props, 'id'>) {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const { data: roles = [] } = useRoles()
  const nameOf = useRoleName()
  let version = person.version
  const form = useRecordForm<Values, Membership>({
    initial: valuesOf(person),
    draft: `person:${person.id}`,
    save: (values) => updatePerson({ path: { membership_id: person.id }, body: { role: values.role, siteIds: reachOf(values) }, headers: ifMatch(version) }),
    latest: async () => {
      const now = await getPerson({ path: { membership_id: person.id } })
      version = now.version
      return valuesOf(now)
    },
    onSaved: ({ name }) => {
      tell(t('members.saved', { name }))
      void readAnew(client, ['Person', 'People', 'getMe'])
      onClose()
    },
  })
  const options = roles.map((role) => ({ value: role.code, label: nameOf(role) }))
  return (
    <Form form={form} className="flex flex-col gap-4">
      {options.length > 0 && <SelectField name="role" label={t('members.role')} options={options} required />}
      <ReachFields />
      <Consequences person={person} now={form.watch()} />
      <div className="flex flex-wrap items-center">
        <Button look="danger" className="mt-5 mr-auto" onClick={() => onRemove(person)}>
          {t('members.remove')}
        </Button>
        <FormActions form={form} onCancel={onClose} />
      </div>
    </Form>
  )
}

function Consequences({ person, now }: { person: Membership; now: Values }) {
  const { t } = useTranslation('people')
  const { me } = useAccount()
  const { data: roles = [] } = useRoles()
  const reach = useReach()
  const of = (code: string) => roles.find((role) => role.code === code)?.permissions ?? []
  const change = difference(of(person.role), of(now.role))
  const after = reachOf(now)
  const narrower = after !== null && (person.everySite || person.siteIds.some((id) => !after.includes(id)))
  const itself = person.userId === me.id && (change.lost.length > 0 || narrower)
  if (!change.lost.length && !change.gained.length && !narrower) return null
  return (
    <section aria-live="polite" className="flex flex-col gap-3 rounded-md border p-3">
      <h3 className="text-base">{t('members.consequences', { name: person.name })}</h3>
      {itself && (
        <p className="flex items-start gap-2 text-bad">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('members.yourself')}
        </p>
      )}
      {narrower && <p className="text-sm">{after.length ? t('members.narrower', { sites: reach(after) }) : t('members.nowhere')}</p>}
      <DifferenceList {...change} />
    </section>
  )
}

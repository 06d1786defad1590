import { Check, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFilters } from '@/ui/filters'
import { useSentence } from '../permissions/usePermissions'
import { useRoleName } from '../lib/roles'
import type { MatrixProps } from './Matrix'
import { RoleMenu } from './RoleMenu'
import { holds } from './overrides'

/** The matrix on a phone: one role at a time. */
export function OneRole({ roles, groups, overrides, onToggle, writes, mine }: MatrixProps) {
  const { t } = useTranslation('people')
  const sentence = useSentence()
  const nameOf = useRoleName()
  const [filters, set] = useFilters()
  const role = roles.find(({ id }) => id === filters.role) ?? roles[0]
  if (!role) return null
  const changeable = writes && !role.builtIn
  return (
    <div className="h-full overflow-y-auto px-4 py-3">
      <div className="flex items-center gap-2">
        <label className="flex min-w-0 flex-1 items-center gap-2">
          <span className="text-sm font-medium">{t('roles.role')}</span>
          <select className="control" value={role.id} onChange={(event) => set({ role: event.target.value }, { replace: true })}>
            {roles.map((each) => (
              <option key={each.id} value={each.id}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        </label>
        {changeable && <RoleMenu role={role} />}
      </div>
      {role.builtIn && <p className="mt-2 text-sm text-muted">{t('roles.builtInHelp')}</p>}
      {groups.map(({ key, permissions }) => (
        <section key={key} className="mt-4">
          <h2 className="border-b pb-1 text-sm">{t(`settings:permissionGroup.${key}`)}</h2>
          <ul>
            {permissions.map(({ code, sentence: said }) => {
              const has = holds(role, code, overrides)
              const Mark = has ? Check : Minus
              return (
                <li key={code} className={overrides[role.id]?.[code] === undefined ? 'border-b' : 'border-b bg-warn-soft'}>
                  {changeable ? (
                    <label className="flex min-h-11 items-center gap-3 py-1.5">
                      <input type="checkbox" checked={has} disabled={!mine.has(code) && !has} onChange={() => onToggle(role, code)} className="size-5 shrink-0 accent-(--accent)" />
                      {sentence(code, said)}
                    </label>
                  ) : (
                    <p className="flex min-h-9 items-center gap-3 py-1.5">
                      <Mark aria-hidden className={has ? 'size-4 shrink-0 text-good' : 'size-4 shrink-0 text-faint'} />
                      <span className={has ? '' : 'text-muted'}>{sentence(code, said)}</span>
                      <span className="sr-only">{has ? t('common:yes') : t('common:no')}</span>
                    </p>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}

import clsx from 'clsx'
import { Check } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '@fettle/client'
import { Badge } from '@/ui/badge'
import type { PermissionGroup } from '../permissions/groups'
import { useSentence } from '../permissions/usePermissions'
import { type Role, useRoleName } from '../lib/roles'
import { RoleMenu } from './RoleMenu'
import { holds, type Overrides } from './overrides'

export interface MatrixProps {
  roles: Role[]
  groups: PermissionGroup<Permission>[]
  overrides: Overrides
  onToggle: (role: Role, code: string) => void
  /** Roles may be changed by this person, and only with permissions that they have themselves. */
  writes: boolean
  mine: ReadonlySet<string>
}

/** Permissions as rows, roles as columns. Arrow keys move between the cells that can be changed, Space toggles. */
export function Matrix({ roles, groups, overrides, onToggle, writes, mine }: MatrixProps) {
  const { t } = useTranslation('people')
  const sentence = useSentence()
  const nameOf = useRoleName()
  const table = useRef<HTMLTableElement>(null)
  const codes = groups.flatMap(({ permissions }) => permissions.map(({ code }) => code))
  const open = writes ? roles.filter((role) => !role.builtIn) : []
  const [at, setAt] = useState<{ code: string; role: string }>()
  const here = at && codes.includes(at.code) && open.some(({ id }) => id === at.role) ? at : { code: codes[0], role: open[0]?.id }

  const move = (event: KeyboardEvent, code: string, role: Role) => {
    const row = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -codes.length, End: codes.length }[event.key] ?? 0
    const column = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0
    if (!row && !column) return
    event.preventDefault()
    const within = (index: number, length: number) => Math.max(0, Math.min(length - 1, index))
    const next = codes[within(codes.indexOf(code) + row, codes.length)]
    const beside = open[within(open.indexOf(role) + column, open.length)]
    table.current?.querySelector<HTMLElement>(`[data-cell="${beside?.id} ${next}"]`)?.focus()
  }
  return (
    <div className="h-full overflow-auto bg-raised" tabIndex={0} role="region" aria-label={t('roles.matrix')}>
      <table ref={table} className="border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-20 min-w-56 xl:min-w-88 border-r border-b bg-sunken px-4 py-2 text-left font-medium text-muted">
              {t('roles.permission')}
            </th>
            {roles.map((role) => (
              <th key={role.id} scope="col" className="sticky top-0 z-10 min-w-28 border-b bg-sunken px-2 py-1 text-center align-middle font-medium">
                <span className="flex items-center justify-center gap-1">
                  <span className="max-w-36 truncate" title={nameOf(role)}>{nameOf(role)}</span>
                  {role.builtIn ? null : writes && <RoleMenu role={role} />}
                </span>
                {overrides[role.id] && <Badge tone="warn">{t('roles.unsaved')}</Badge>}
              </th>
            ))}
            <th aria-hidden className="sticky top-0 z-10 w-full border-b bg-sunken" />
          </tr>
        </thead>
        {groups.map(({ key, permissions }) => (
          <tbody key={key}>
            <tr>
              <th scope="colgroup" colSpan={roles.length + 2} className="border-b bg-paper text-left">
                <span className="sticky left-0 inline-block px-4 py-1.5 font-semibold">{t(`settings:permissionGroup.${key}`)}</span>
              </th>
            </tr>
            {permissions.map(({ code, sentence: said }) => (
              <tr key={code} className="group">
                <th scope="row" className="sticky left-0 z-10 min-w-56 xl:min-w-88 border-r border-b bg-raised px-4 py-1.5 text-left font-normal group-hover:bg-hover" title={code}>
                  {sentence(code, said)}
                </th>
                {roles.map((role) => {
                  const has = holds(role, code, overrides)
                  const changed = overrides[role.id]?.[code] !== undefined
                  return (
                    <td key={role.id} className={clsx('border-b p-0 text-center group-hover:bg-hover', changed && 'bg-warn-soft')}>
                      {role.builtIn || !writes ? (
                        <Fixed has={has} />
                      ) : (
                        <label className="grid h-9 place-items-center pointer-coarse:h-11">
                          <input
                            type="checkbox"
                            aria-label={t('roles.cell', { role: nameOf(role), permission: sentence(code, said) })}
                            data-cell={`${role.id} ${code}`}
                            tabIndex={here.code === code && here.role === role.id ? 0 : -1}
                            checked={has}
                            disabled={!mine.has(code) && !has}
                            onFocus={() => setAt({ code, role: role.id })}
                            onKeyDown={(event) => move(event, code, role)}
                            onChange={() => onToggle(role, code)}
                            className="size-4 accent-(--accent)"
                          />
                        </label>
                      )}
                    </td>
                  )
                })}
                <td aria-hidden className="border-b group-hover:bg-hover" />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Fixed({ has }: { has: boolean }) {
  const { t } = useTranslation()
  return has ? (
    <>
      <Check aria-hidden className="mx-auto size-4 text-good" />
      <span className="sr-only">{t('yes')}</span>
    </>
  ) : (
    <>
      <span aria-hidden className="text-faint">·</span>
      <span className="sr-only">{t('no')}</span>
    </>
  )
}

import { listRolesOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenancyRecordsPeopleRole as Role } from '@fettle/client'

export type { Role }

/** All roles, the built-in ones first. */
export function useRoles() {
  return useQuery({
    ...listRolesOptions({ query: { limit: 200 } }),
    select: ({ data }) => data.toSorted((a, b) => Number(b.builtIn ?? false) - Number(a.builtIn ?? false) || b.permissions.length - a.permissions.length),
  })
}

/** What a role is called; the built-in ones in the reader's language. */
export function useRoleName(): (role: Pick<Role, 'code' | 'name' | 'builtIn'>) => string {
  const { t } = useTranslation('settings')
  return useCallback((role) => (role.builtIn ? t(`builtInRole.${role.code}`, { defaultValue: role.name }) : role.name), [t])
}

/** The name of a role by its code, once the roles are known. */
export function useRoleNamed(): (code: string) => string {
  const { data: roles } = useRoles()
  const nameOf = useRoleName()
  return (code) => {
    const role = roles?.find((each) => each.code === code)
    return role ? nameOf(role) : code
  }
}

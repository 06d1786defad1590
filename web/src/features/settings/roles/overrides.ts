/** What was toggled in the matrix and is not saved: per role, the permissions that differ from what the server keeps. */
export type Overrides = Readonly<Record<string, Readonly<Record<string, boolean>>>>

interface Holder {
  id: string
  permissions: readonly string[]
}

/** Whether a role has a permission, as the matrix shows it. */
export function holds(role: Holder, code: string, overrides: Overrides): boolean {
  return overrides[role.id]?.[code] ?? role.permissions.includes(code)
}

/** The overrides after one cell was toggled; what comes back to what is saved is no override any more. */
export function toggled(role: Holder, code: string, overrides: Overrides): Overrides {
  const next = !holds(role, code, overrides)
  const { [code]: _before, ...others } = overrides[role.id] ?? {}
  const mine = next === role.permissions.includes(code) ? others : { ...others, [code]: next }
  const { [role.id]: _role, ...rest } = overrides
  return Object.keys(mine).length ? { ...rest, [role.id]: mine } : rest
}

/** The permissions of a role with its overrides in force: what others changed meanwhile stays as they left it. */
export function applied(role: Holder, overrides: Overrides): string[] {
  const mine = overrides[role.id] ?? {}
  const kept = role.permissions.filter((code) => mine[code] !== false)
  return [...kept, ...Object.keys(mine).filter((code) => mine[code] && !kept.includes(code))].toSorted()
}

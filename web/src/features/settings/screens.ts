import {
  Bell, BookMarked, Building2, DatabaseBackup, FileInput, FileClock, HardHat, KeyRound, LayoutTemplate, type LucideIcon,
  QrCode, ShieldCheck, SquarePen, TriangleAlert, UserRound, Users, UsersRound, Webhook,
} from 'lucide-react'

export interface SettingsScreen {
  to: string
  /** Its name and its sentence are `screen.<key>.title` and `screen.<key>.about` in the words `settings`. */
  key: string
  icon: LucideIcon
  /** One of these permissions opens it; everybody may, where there is none. */
  permissions: string[]
}

/** The settings in their order, in groups whose names are `group.<key>`. */
export const GROUPS: Array<{ key: string; screens: SettingsScreen[] }> = [
  {
    key: 'you',
    screens: [
      { to: '/account', key: 'account', icon: UserRound, permissions: [] },
      { to: '/settings/notifications', key: 'notifications', icon: Bell, permissions: [] },
    ],
  },
  {
    key: 'tenant',
    screens: [{ to: '/settings/tenant', key: 'tenant', icon: Building2, permissions: ['tenant:read'] }],
  },
  {
    key: 'people',
    screens: [
      { to: '/settings/people', key: 'people', icon: Users, permissions: ['people:read'] },
      { to: '/settings/roles', key: 'roles', icon: ShieldCheck, permissions: ['people:read'] },
      { to: '/settings/staff', key: 'staff', icon: HardHat, permissions: ['staff:read'] },
      { to: '/settings/crews', key: 'crews', icon: UsersRound, permissions: ['staff:read'] },
    ],
  },
  {
    key: 'work',
    screens: [
      { to: '/settings/reference', key: 'reference', icon: BookMarked, permissions: ['reference:read'] },
      { to: '/settings/custom-fields', key: 'customFields', icon: SquarePen, permissions: ['tenant:read'] },
      { to: '/settings/templates', key: 'templates', icon: LayoutTemplate, permissions: ['templates:write'] },
      { to: '/settings/escalation', key: 'escalation', icon: TriangleAlert, permissions: ['escalations:read'] },
      { to: '/settings/portal', key: 'portal', icon: QrCode, permissions: ['portal:read'] },
    ],
  },
  {
    key: 'programs',
    screens: [
      { to: '/settings/imports', key: 'imports', icon: FileInput, permissions: ['imports:run'] },
      { to: '/settings/keys', key: 'keys', icon: KeyRound, permissions: ['keys:write'] },
      { to: '/settings/webhooks', key: 'webhooks', icon: Webhook, permissions: ['webhooks:read'] },
    ],
  },
  {
    key: 'watch',
    screens: [
      { to: '/settings/jobs', key: 'jobs', icon: DatabaseBackup, permissions: ['jobs:read'] },
      { to: '/settings/audit', key: 'audit', icon: FileClock, permissions: ['audit:read'] },
    ],
  },
]

/** The groups with what this person may open; groups of nothing left out. */
export function openTo(may: (...permissions: string[]) => boolean): typeof GROUPS {
  return GROUPS.map(({ key, screens }) => ({ key, screens: screens.filter(({ permissions }) => permissions.length === 0 || permissions.some((each) => may(each))) })).filter(
    ({ screens }) => screens.length > 0,
  )
}

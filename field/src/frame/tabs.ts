/** The places of the app for somebody: nothing is there that they could only be refused. Pure. */
import type { IconName } from '@/ui'

export interface Tab {
  path: '/' | '/scan' | '/quick' | '/notifications' | '/me'
  name: 'work' | 'requests' | 'scan' | 'quick' | 'notifications' | 'me'
  icon: IconName
  needs: readonly string[]
  /** Any of these besides. */
  any?: readonly string[]
}

const TABS: readonly Tab[] = [
  { path: '/', name: 'work', icon: 'clipboard-list', needs: ['work_orders:read'] },
  { path: '/scan', name: 'scan', icon: 'scan-line', needs: [], any: ['assets:read', 'requests:create'] },
  { path: '/quick', name: 'quick', icon: 'zap', needs: ['work_orders:create', 'work_orders:work', 'logs:create'] },
  { path: '/notifications', name: 'notifications', icon: 'bell', needs: [] },
  { path: '/me', name: 'me', icon: 'circle-user', needs: [] },
]
/** Who sees no work begins with what they asked for. */
const ASKING: Tab = { path: '/', name: 'requests', icon: 'message-square', needs: [] }

export const asksOnly = (may: (...permissions: string[]) => boolean): boolean => !may('work_orders:read')

export function tabsFor(may: (...permissions: string[]) => boolean): Tab[] {
  const seen = TABS.filter(({ needs, any }) => may(...needs) && (!any || any.some((each) => may(each))))
  return asksOnly(may) ? [ASKING, ...seen] : seen
}

/** Every screen with its address, its code and its words. Code and words of a screen are loaded when it is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { resume, sessionState, useSession } from '@/lib/session'
import { useStore } from '@fettle/kit/store'
import { loadWords } from '@/lib/words'
import { Failed, Loading } from '@/ui/states'
import { saying } from '@/ui/toast'
import { readAccount } from './account'
import { parseSearch, stringifySearch } from './search'
import { Missing } from './Missing'
import { Shell } from './Shell'

type Screen = () => Promise<{ default: ComponentType }>
type Search = Record<string, string | string[] | boolean | undefined>

const SessionDialog = lazy(() => import('./SessionDialog'))

function Expired() {
  return useSession() === 'expired' && <Suspense fallback={null}><SessionDialog /></Suspense>
}

const Corner = lazy(() => import('./Corner'))

function Saying() {
  return useStore(saying) && <Suspense fallback={null}><Corner /></Suspense>
}

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Expired />
      <Saying />
    </>
  ),
  notFoundComponent: Missing,
})

/** A screen that anybody may open. */
function open<Path extends string>(path: Path, screen: Screen, words: string) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(screen),
    validateSearch: (search: Record<string, unknown>) => search as Search,
    loader: () => loadWords(words),
  })
}

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    if (sessionState() === 'starting') await resume()
    if (sessionState() === 'out') throw redirect({ to: '/sign-in', search: { next: location.href } as never })
  },
  loader: readAccount,
  errorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  staleTime: Infinity,
})

/** A screen for people who have signed in. */
function screen<Path extends string>(path: Path, load: Screen, ...words: string[]) {
  return createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(load),
    validateSearch: (search: Record<string, unknown>) => search as Search,
    loader: () => loadWords(...words),
    staleTime: Infinity,
    pendingComponent: Loading,
    errorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  })
}

/** An address that older mails and notifications carry. */
function moved<Path extends string>(path: Path, to: string) {
  return createRoute({
    getParentRoute: () => shell,
    path,
    beforeLoad: ({ params }) => {
      throw redirect({ to: to as never, params: params as never, replace: true })
    },
  })
}

const workOrders = 'workOrders'
const settings = 'settings'

const routes = root.addChildren([
  open('/sign-in', () => import('@/features/identity/SignIn'), 'identity'),
  open('/reset', () => import('@/features/identity/Reset'), 'identity'),
  open('/invitation', () => import('@/features/identity/Invitation'), 'identity'),
  shell.addChildren([
    screen('/', () => import('@/features/today/Today'), 'today'),
    screen('/work-orders', () => import('@/features/work_orders/Table'), workOrders),
    screen('/work-orders/board', () => import('@/features/work_orders/Board'), workOrders),
    screen('/work-orders/calendar', () => import('@/features/calendar/Calendar'), workOrders, 'calendar'),
    screen('/work-orders/workload', () => import('@/features/calendar/Workload'), workOrders, 'calendar'),
    screen('/work-orders/map', () => import('@/features/work_orders/Map'), workOrders, 'places'),
    screen('/work-orders/$workOrderId', () => import('@/features/work_orders/Detail'), workOrders),
    screen('/work-orders/$workOrderId/print', () => import('@/features/work_orders/Print'), workOrders),
    screen('/requests', () => import('@/features/requests/Triage'), 'requests'),
    screen('/requests/$requestId', () => import('@/features/requests/Triage'), 'requests'),
    screen('/assets', () => import('@/features/assets/Assets'), 'assets'),
    screen('/assets/compare', () => import('@/features/assets/Compare'), 'assets'),
    screen('/assets/$assetId', () => import('@/features/assets/Detail'), 'assets'),
    screen('/sites', () => import('@/features/places/Places'), 'places'),
    screen('/sites/$siteId', () => import('@/features/places/Site'), 'places'),
    screen('/plans', () => import('@/features/planning/Plans'), 'plans'),
    screen('/plans/new', () => import('@/features/planning/Planner'), 'plans'),
    screen('/plans/year', () => import('@/features/planning/Year'), 'plans'),
    screen('/plans/$planId', () => import('@/features/planning/Detail'), 'plans'),
    screen('/plans/$planId/edit', () => import('@/features/planning/Planner'), 'plans'),
    screen('/logs', () => import('@/features/logs/Review'), 'logs'),
    screen('/analysis', () => import('@/features/reports/Analysis'), 'analysis'),
    screen('/analysis/$figure', () => import('@/features/reports/Analysis'), 'analysis'),
    screen('/notifications', () => import('@/features/notifications/Centre'), 'notifications'),
    screen('/account', () => import('@/features/identity/Account'), 'identity', settings),
    moved('/work-requests/$requestId', '/requests/$requestId'),
    moved('/maintenance-plans/$planId', '/plans/$planId'),
    screen('/settings', () => import('@/features/settings/Overview'), settings),
    screen('/settings/tenant', () => import('@/features/settings/Tenant'), settings),
    screen('/settings/people', () => import('@/features/settings/People'), settings, 'people'),
    screen('/settings/roles', () => import('@/features/settings/Roles'), settings, 'people'),
    screen('/settings/staff', () => import('@/features/settings/Staff'), settings, 'people'),
    screen('/settings/crews', () => import('@/features/settings/Crews'), settings, 'people'),
    screen('/settings/reference', () => import('@/features/settings/Reference'), settings, 'reference'),
    screen('/settings/custom-fields', () => import('@/features/settings/CustomFields'), settings, 'reference'),
    screen('/settings/templates', () => import('@/features/settings/Templates'), settings, 'reference'),
    screen('/settings/portal', () => import('@/features/portal/Portal'), settings, 'portal'),
    screen('/settings/notifications', () => import('@/features/notifications/Preferences'), settings, 'notifications'),
    screen('/settings/escalation', () => import('@/features/escalation/Rules'), settings, 'escalation'),
    screen('/settings/webhooks', () => import('@/features/webhooks/Webhooks'), settings, 'webhooks'),
    screen('/settings/keys', () => import('@/features/settings/Keys'), settings, 'keys'),
    screen('/settings/imports', () => import('@/features/imports/Imports'), settings, 'imports'),
    screen('/settings/imports/new', () => import('@/features/imports/NewImport'), settings, 'imports'),
    screen('/settings/imports/$importId', () => import('@/features/imports/Import'), settings, 'imports'),
    screen('/settings/jobs', () => import('@/features/settings/Jobs'), settings, 'operations'),
    screen('/settings/audit', () => import('@/features/settings/Audit'), settings, 'operations', 'records'),
  ]),
])

export const router = createRouter({
  routeTree: routes,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

import { getFeedHead } from '@fettle/client'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import {
  Boxes, CalendarClock, ChartColumn, ClipboardList, Clock, CloudOff, Inbox, LayoutDashboard, type LucideIcon, MapPinned, Menu as MenuIcon, Plus, Search,
  Settings, X,
} from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listen, useConnected } from '@/lib/live'
import { Button, IconButton } from '@/ui/button'
import { tellProblem } from '@/ui/toast'
import { AccountProvider, useAccount } from './account'
import { AccountButton } from './AccountButton'
import { Brand } from './Brand'
import { Bell as NotificationBell } from './Bell'
import { FieldLink } from './FieldLink'
import { Later, useWhenIdle } from './Later'
import { useShortcuts } from './shortcuts'

const TenantMenu = lazy(() => import('./menus').then(({ TenantMenu: component }) => ({ default: component })))
const UserMenu = lazy(() => import('./menus').then(({ UserMenu: component }) => ({ default: component })))
const palette = () => import('./Palette')
const quickCreate = () => import('@/features/work_orders/QuickCreate')
const Palette = lazy(palette)
const ShortcutHelp = lazy(() => import('./ShortcutHelp'))
const QuickCreate = lazy(quickCreate)

export interface Place {
  to: string
  label: string
  icon: LucideIcon
  /** Any of these lets somebody in. */
  permissions?: string[]
  /** Two keys that go there. */
  keys: string
}

/** The screens of the menu, in their order. */
export const PLACES: Place[] = [
  { to: '/', label: 'nav.today', icon: LayoutDashboard, keys: 'g t' },
  { to: '/work-orders', label: 'nav.workOrders', icon: ClipboardList, permissions: ['work_orders:read'], keys: 'g w' },
  { to: '/requests', label: 'nav.requests', icon: Inbox, permissions: ['requests:read', 'requests:create'], keys: 'g r' },
  { to: '/plans', label: 'nav.plans', icon: CalendarClock, permissions: ['plans:read'], keys: 'g p' },
  { to: '/assets', label: 'nav.assets', icon: Boxes, permissions: ['assets:read'], keys: 'g a' },
  { to: '/sites', label: 'nav.sites', icon: MapPinned, permissions: ['assets:read'], keys: 'g l' },
  { to: '/logs', label: 'nav.logs', icon: Clock, permissions: ['logs:read'], keys: 'g o' },
  { to: '/analysis', label: 'nav.analysis', icon: ChartColumn, permissions: ['reports:read'], keys: 'g y' },
  { to: '/settings', label: 'nav.settings', icon: Settings, keys: 'g s' },
]

export const placesFor = (may: (permission: string) => boolean): Place[] =>
  PLACES.filter(({ permissions }) => !permissions || permissions.some((permission) => may(permission)))

/** The frame around every signed-in screen. */
export function Shell() {
  return (
    <AccountProvider>
      <Frame />
    </AccountProvider>
  )
}

function Frame() {
  const { t } = useTranslation()
  const { me, may } = useAccount()
  const navigate = useNavigate()
  const [menu, setMenu] = useState(false)
  const [over, setOver] = useState<'palette' | 'help' | 'create' | undefined>()
  const { pathname } = useLocation()
  useEffect(() => setMenu(false), [pathname])
  useEffect(() => {
    const end = new AbortController()
    getFeedHead().then(({ id }) => listen(id, end.signal), tellProblem)
    return () => end.abort()
  }, [me.tenant.id])

  const creates = may('work_orders:create')
  useWhenIdle(() => {
    // What a key opens must be there when the next key is pressed.
    void palette()
    if (creates) void quickCreate()
  })
  const places = useMemo(() => placesFor(may), [may])
  useShortcuts(
    useMemo(
      () => ({
        'ctrl+k': () => setOver('palette'),
        '?': () => setOver('help'),
        '/': () => {
          const box = document.querySelector<HTMLInputElement>('[data-search]')
          if (box) box.focus()
          else setOver('palette')
        },
        ...(creates && { c: () => setOver('create') }),
        'g n': () => void navigate({ to: '/notifications' }),
        ...Object.fromEntries(places.map(({ keys, to }) => [keys, () => void navigate({ to: to as never })])),
      }),
      [navigate, creates, places],
    ),
  )
  const close = () => setOver(undefined)
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a href="#main" className="sr-only z-50 bg-raised p-3 focus:not-sr-only focus:absolute">
        {t('nav.skip')}
      </a>
      <div className="no-print flex h-12 items-center gap-1 border-b bg-raised px-2 md:hidden">
        <IconButton icon={MenuIcon} label={t('nav.menu')} aria-expanded={menu} onClick={() => setMenu(true)} />
        <Brand />
        <div className="ml-auto flex items-center">
          <IconButton icon={Search} label={t('nav.search')} onClick={() => setOver('palette')} />
          <NotificationBell />
          {creates && <IconButton icon={Plus} label={t('nav.create')} onClick={() => setOver('create')} />}
        </div>
      </div>
      {menu && <div aria-hidden className="fixed inset-0 z-40 bg-black/40 md:hidden" onClick={() => setMenu(false)} />}
      <aside
        className={clsx(
          'no-print flex shrink-0 flex-col gap-3 border-r bg-sunken p-2 md:static md:flex md:w-14 lg:w-58',
          menu ? 'fixed inset-y-0 left-0 z-50 w-72' : 'hidden',
        )}
        onKeyDown={(event) => event.key === 'Escape' && setMenu(false)}
      >
        <div className="flex items-center gap-1">
          <Later meanwhile={() => <TenantName />}>{() => (me.tenants.length > 1 ? <TenantMenu /> : <TenantName />)}</Later>
          {menu && <IconButton icon={X} label={t('close')} className="ml-auto md:hidden" onClick={() => setMenu(false)} />}
        </div>
        <div className="hidden flex-col gap-1.5 md:flex">
          {creates && (
            <Button look="primary" icon={Plus} onClick={() => setOver('create')} title={`${t('nav.create')} (C)`} className="md:max-lg:px-0">
              <span className="md:max-lg:sr-only">{t('nav.create')}</span>
            </Button>
          )}
          <Button icon={Search} onClick={() => setOver('palette')} title={`${t('nav.search')} (Ctrl K)`} className="justify-start! text-muted md:max-lg:justify-center! md:max-lg:px-0">
            <span className="md:max-lg:sr-only">{t('nav.search')}</span>
            <kbd aria-hidden className="ml-auto font-sans text-xs md:max-lg:hidden">Ctrl K</kbd>
          </Button>
        </div>
        <nav aria-label={t('nav.main')} className="min-h-0 flex-1 overflow-y-auto">
          <ul className="flex flex-col gap-0.5">
            {places.map(({ to, label, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to as never}
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  title={t(label)}
                  className="flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium pointer-coarse:h-11"
                  activeProps={{ className: 'bg-accent-soft text-accent' }}
                  inactiveProps={{ className: 'text-muted hover:bg-hover hover:text-ink' }}
                >
                  <Icon aria-hidden className="size-4 shrink-0" />
                  <span className={clsx('truncate', !menu && 'md:max-lg:sr-only')}>{t(label)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={clsx('flex gap-1', !menu && 'md:max-lg:flex-col')}>
          <Later
            meanwhile={(ask) => (
              <AccountButton
                compact={!menu}
                aria-haspopup="menu"
                onClick={ask}
                // A menu opens when it is pressed: the button may be another one by the time that it is let go.
                onPointerDown={(event) => {
                  if (event.button !== 0 || event.ctrlKey) return
                  event.preventDefault()
                  ask()
                }}
              />
            )}
          >
            {(asked) => <UserMenu help={() => setOver('help')} compact={!menu} startsOpen={asked} />}
          </Later>
          <span className="hidden md:block">
            <NotificationBell />
          </span>
        </div>
      </aside>
      <main id="main" tabIndex={-1} className="relative min-h-0 min-w-0 flex-1 overflow-y-auto focus:outline-none print:overflow-visible">
        <FieldLink />
        <Offline />
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
      <Suspense fallback={null}>
        {over === 'palette' && <Palette close={close} create={() => setOver('create')} help={() => setOver('help')} />}
        {over === 'help' && <ShortcutHelp close={close} />}
        {over === 'create' && <QuickCreate close={close} />}
      </Suspense>
    </div>
  )
}

function TenantName() {
  const { tenant } = useAccount()
  return (
    <div className="flex h-10 min-w-0 flex-1 items-center gap-2 px-1">
      <Brand />
      <span className="min-w-0 flex-1 truncate text-left font-semibold md:max-lg:sr-only">{tenant.name}</span>
    </div>
  )
}

/** Says when what is seen may be old. */
function Offline() {
  const { t } = useTranslation()
  const connected = useConnected()
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (connected) return setLate(false)
    const timer = setTimeout(() => setLate(true), 6000)
    return () => clearTimeout(timer)
  }, [connected])
  if (connected || !late) return null
  return (
    <p role="status" className="no-print sticky top-0 z-20 flex items-center justify-center gap-2 bg-warn-soft px-3 py-1.5 text-sm text-warn">
      <CloudOff aria-hidden className="size-4" />
      {t('offline')}
    </p>
  )
}

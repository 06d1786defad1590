import { getLocation, type Hit } from '@fettle/client'
import { searchOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Boxes, CalendarClock, ClipboardList, DoorOpen, HardHat, Inbox, Keyboard, LogOut, type LucideIcon, MapPinned, Moon, Plus, Sun, UserRound } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signOut } from '@/lib/session'
import { Kbd } from '@/ui/badge'
import { tellProblem } from '@/ui/toast'
import { useAccount } from './account'
import { useHighlight } from './highlight'
import { placesFor } from './Shell'
import { chooseTheme } from './theme'

/** Where a hit leads, and how it looks. */
const KINDS: Record<Hit['type'], { to: string; icon: LucideIcon }> = {
  work_order: { to: '/work-orders/', icon: ClipboardList },
  work_request: { to: '/requests/', icon: Inbox },
  asset: { to: '/assets/', icon: Boxes },
  site: { to: '/sites/', icon: MapPinned },
  location: { to: '/sites/', icon: DoorOpen },
  plan: { to: '/plans/', icon: CalendarClock },
  staff: { to: '/settings/staff', icon: HardHat },
  person: { to: '/settings/people', icon: UserRound },
}

/** The address of a hit's screen: its own, or the list that it stands in. */
async function addressOf({ id, type, title }: Hit): Promise<string> {
  if (type === 'staff' || type === 'person') return `${KINDS[type].to}?${new URLSearchParams({ q: title })}`
  return KINDS[type].to + (type === 'location' ? (await getLocation({ path: { location_id: id } })).siteId : id)
}

/** Jump anywhere, act on anything: one field for screens, records and verbs. */
export default function Palette({ close, create, help }: { close: () => void; create: () => void; help: () => void }) {
  const { t } = useTranslation()
  const { may } = useAccount()
  const navigate = useNavigate()
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const asks = q.length > 1
  const { data, isFetching, isPlaceholderData } = useQuery({ ...searchOptions({ query: { q } }), enabled: asks, placeholderData: (before) => before })
  const hits = (asks && data) || []
  const go = (to: string) => {
    close()
    void navigate({ href: to })
  }
  const matches = (label: string) => label.toLocaleLowerCase().includes(q.toLocaleLowerCase())
  const places = placesFor(may).filter(({ label }) => matches(t(label)))
  const acts = [
    may('work_orders:create') && { label: t('nav.create'), icon: Plus, key: 'C', act: create },
    { label: t('nav.shortcuts'), icon: Keyboard, key: '?', act: help },
    { label: t('palette.theme', { theme: t('theme.light') }), icon: Sun, key: '', act: () => chooseTheme('light') },
    { label: t('palette.theme', { theme: t('theme.dark') }), icon: Moon, key: '', act: () => chooseTheme('dark') },
    { label: t('nav.signOut'), icon: LogOut, key: '', act: () => void signOut().catch(tellProblem) },
  ].flatMap((act) => (act && matches(act.label) ? [act] : []))
  const choose = (row: string) => {
    const hit = hits.find(({ id }) => id === row)
    if (hit) return void addressOf(hit).then(go, tellProblem)
    const verb = acts.find(({ label }) => label === row)
    if (!verb) return go(row)
    close()
    verb.act()
  }
  const rows = [...hits.map(({ id }) => id), ...acts.map(({ label }) => label), ...places.map(({ to }) => to)]
  const waiting = asks && isFetching && (!data || isPlaceholderData)
  const highlight = useHighlight({ typed: words.trim(), answered: q === words.trim() && !waiting, rows, choose })
  const item = 'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent pointer-coarse:min-h-11'
  const heading = '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted'
  return (
    <Radix.Root open onOpenChange={(open) => !open && close()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content aria-describedby={undefined} className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100%-1.5rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border bg-raised shadow-pop animate-appear">
          <Radix.Title className="sr-only">{t('nav.search')}</Radix.Title>
          <Command shouldFilter={false} label={t('nav.search')} loop {...highlight}>
            <Command.Input autoFocus value={words} onValueChange={setWords} placeholder={t('palette.placeholder')} className="h-12 w-full border-b bg-transparent px-4 text-lg outline-none" />
            <Command.List label={t('nav.search')} className="max-h-[60dvh] overflow-y-auto p-1.5">
              {asks && !isFetching && hits.length === 0 && places.length === 0 && acts.length === 0 && <p className="px-2.5 py-4 text-muted">{t('palette.none', { words: q })}</p>}
              {hits.length > 0 && (
                <Command.Group heading={t('palette.records')} className={heading}>
                  {hits.map((hit) => {
                    const Icon = KINDS[hit.type].icon
                    return (
                      <Command.Item key={hit.id} value={hit.id} onSelect={choose} className={item}>
                        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
                        <span className="min-w-0 flex-1 truncate">
                          {hit.number && <span className="mr-1.5 text-muted">{hit.number}</span>}
                          {hit.title}
                        </span>
                        {hit.subtitle && <span className="max-w-44 truncate text-xs text-muted">{hit.subtitle}</span>}
                      </Command.Item>
                    )
                  })}
                </Command.Group>
              )}
              {acts.length > 0 && (
                <Command.Group heading={t('palette.acts')} className={heading}>
                  {acts.map(({ label, icon: Icon, key }) => (
                    <Command.Item key={label} value={label} onSelect={choose} className={item}>
                      <Icon aria-hidden className="size-4 text-muted" />
                      <span className="flex-1">{label}</span>
                      {key && <Kbd>{key}</Kbd>}
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              {places.length > 0 && (
                <Command.Group heading={t('palette.places')} className={heading}>
                  {places.map(({ to, label, icon: Icon, keys }) => (
                    <Command.Item key={to} value={to} onSelect={choose} className={item}>
                      <Icon aria-hidden className="size-4 text-muted" />
                      <span className="flex-1">{t(label)}</span>
                      <span className="flex gap-1">{keys.toUpperCase().split(' ').map((key) => <Kbd key={key}>{key}</Kbd>)}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

import { createSavedView, deleteSavedView, restoreSavedView, type SavedView, updateSavedView } from '@fettle/client'
import { Bookmark, ChevronDown, CopyPlus, Home, Link2, Pencil, Save, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { type Filters, picked, useFilters } from '@/ui/filters'
import { Menu, type MenuItem } from '@/ui/overlay'
import { tell } from '@/ui/toast'
import { FILTER_KEYS } from './query'
import { addressOf, alike, instead, kept, setUsualView, usualView, useSavedViews } from './saved'
import { ViewDialog } from './ViewDialog'

/** The menu of saved views beside the title, and what can be done with the one that is open. */
export function SavedViews() {
  const { t } = useTranslation('workOrders')
  const { me, tenant, may } = useAccount()
  const [address, set] = useFilters()
  const views = useSavedViews().data?.data ?? []
  const [naming, setNaming] = useState<SavedView | 'new' | undefined>()
  const [usual, setUsual] = useState(() => usualView(tenant.id))
  const open = views.find(({ id }) => id === address.view)
  const mine = open?.ownerId === me.id
  const changed = !!open && !alike(addressOf(open), address)
  const writes = may('views:write')

  const store = useAct({
    do: (view: SavedView) => updateSavedView({ path: { view_id: view.id }, body: { filters: kept(address) }, headers: ifMatch(view.version) }),
    touches: ['SavedView'],
    done: (view) => t('views.saved', { name: view.name }),
    undo: (view, before) => updateSavedView({ path: { view_id: view.id }, body: { filters: before.filters ?? {} }, headers: ifMatch(view.version) }),
  })
  const remove = useAct({
    do: (view: SavedView) => deleteSavedView({ path: { view_id: view.id }, headers: ifMatch(view.version) }),
    touches: ['SavedView'],
    done: (_none, view) => t('views.deleted', { name: view.name }),
    undo: (_none, view) => restoreSavedView({ path: { view_id: view.id } }),
    then: (_none, view) => {
      if (usual === view.id) begin(null)
      set({ view: 'all' }, { replace: true })
    },
  })
  const copy = useAct({
    do: (view: SavedView) => createSavedView({ body: { entity: 'work_order', name: t('views.copyOf', { name: view.name }), filters: kept(address) } }),
    touches: ['SavedView'],
    done: (view) => t('views.saved', { name: view.name }),
    then: (view) => set({ view: view.id }),
  })
  const begin = (id: string | null) => {
    setUsualView(tenant.id, id)
    setUsual(id)
  }
  const entry = (label: string, id: string | undefined, next: Filters): MenuItem => ({
    label,
    icon: Bookmark,
    hint: [id && id === usual && t('views.usual'), (id ?? 'open') === (open?.id ?? builtIn) && '✓'].filter(Boolean).join(' '),
    onSelect: () => set(instead(next)),
  })
  const narrowing = picked(address, FILTER_KEYS)
  const builtIn = open ? undefined : alike(narrowing, { open: true }) ? 'open' : alike(narrowing, {}) ? 'all' : undefined
  const name = open?.name ?? (builtIn ? t(`views.${builtIn}`) : t('views.unsaved'))
  const own = views.filter((view) => view.ownerId === me.id)
  const shared = views.filter((view) => view.ownerId !== me.id)

  return (
    <>
      <Menu
        align="start"
        label={t('views.title')}
        trigger={
          <Button look="quiet" className="min-w-0 max-w-64 shrink!" aria-label={t('views.menu', { name })}>
            <span className="truncate">{name}</span>
            {changed && <span aria-hidden className="text-accent">•</span>}
            <ChevronDown aria-hidden className="size-4" />
          </Button>
        }
        items={[
          entry(t('views.open'), 'open', { open: true }),
          entry(t('views.all'), 'all', { view: 'all' }),
          own.length > 0 && '-',
          ...own.map((view) => entry(view.shared ? t('views.sharedByMe', { name: view.name }) : view.name, view.id, addressOf(view))),
          shared.length > 0 && '-',
          ...shared.map((view) => entry(view.name, view.id, addressOf(view))),
          writes && '-',
          writes && { label: t('views.saveAsNew'), icon: CopyPlus, onSelect: () => setNaming('new') },
          writes && mine && changed && { label: t('views.save', { name: open.name }), icon: Save, onSelect: () => store.mutate(open) },
          open && changed && { label: t('views.revert'), icon: Undo2, onSelect: () => set(instead(addressOf(open))) },
          writes && mine && { label: t('views.rename'), icon: Pencil, onSelect: () => setNaming(open) },
          writes && open && !mine && { label: t('views.copy'), icon: Link2, onSelect: () => copy.mutate(open) },
          open && {
            label: usual === open.id ? t('views.startNot') : t('views.start'),
            icon: Home,
            onSelect: () => {
              begin(usual === open.id ? null : open.id)
              tell(usual === open.id ? t('views.startNotDone') : t('views.startDone', { name: open.name }))
            },
          },
          writes && mine && { label: t('views.delete'), icon: Trash2, dangerous: true, onSelect: () => remove.mutate(open) },
        ]}
      />
      {open?.shared && <Badge>{mine ? t('views.shared') : t('views.sharedByOther')}</Badge>}
      {writes && mine && changed && (
        <Button size="sm" look="quiet" icon={Save} busy={store.isPending} onClick={() => store.mutate(open)}>
          {t('views.saveChange')}
        </Button>
      )}
      {naming && (
        <ViewDialog
          view={naming === 'new' ? undefined : naming}
          filters={kept(address)}
          onClose={() => setNaming(undefined)}
          onSaved={(view) => {
            setNaming(undefined)
            set({ view: view.id }, { replace: true })
          }}
        />
      )}
    </>
  )
}

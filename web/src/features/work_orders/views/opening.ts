import { useEffect } from 'react'
import { useAccount } from '@/app/account'
import { useFilters } from '@/ui/filters'
import { addressOf, instead, usualView, useSavedViews } from './saved'

/**
 * What a bare address opens: the view that this person starts with, else all open work. A link that names only a saved
 * view gets that view's filters. False until the address is complete.
 */
export function useOpening(): boolean {
  const { tenant } = useAccount()
  const [address, set] = useFilters()
  const views = useSavedViews()
  const names = Object.keys(address)
  const usual = usualView(tenant.id)
  const wanted = names.length === 0 ? usual : names.length === 1 && address.view !== 'all' ? (address.view as string | undefined) : undefined
  const bare = names.length === 0 || wanted !== undefined
  const known = views.isPending ? undefined : (views.data?.data ?? [])
  useEffect(() => {
    if (!bare || (wanted && !known)) return
    const view = known?.find(({ id }) => id === wanted)
    const change = view ? addressOf(view) : { open: true }
    // A view that keeps nothing means everything; its name alone has nothing more to bring.
    if (Object.keys(change).length > 1 || !view) set(instead(change), { replace: true })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list of views counts only once it is there
  }, [bare, wanted, known === undefined])
  const empty = known?.some((view) => view.id === wanted && Object.keys(addressOf(view)).length === 1) ?? false
  return !bare || empty
}

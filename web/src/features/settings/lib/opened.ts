import { useFilters } from '@/ui/filters'

/** The record whose sheet is open, or `new` for one to be made: kept in the address, so that links and Back work. */
export function useOpened(): { opened: string | undefined; open: (id: string) => void; close: () => void } {
  const [filters, set] = useFilters()
  return {
    opened: typeof filters.open === 'string' ? filters.open : undefined,
    open: (id) => set({ open: id }),
    close: () => set({ open: undefined }),
  }
}

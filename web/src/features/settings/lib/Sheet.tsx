import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Dialog } from '@/ui/overlay'
import { Read } from '@/ui/states'

interface Props<Record> {
  title: string
  about?: ReactNode
  onClose: () => void
  /** The record that is edited; left out for a new one. */
  query?: UseQueryResult<Record, unknown>
  children: (record: Record | undefined) => ReactNode
  size?: 'md' | 'lg' | 'xl'
}

/** A sheet at the right edge that makes a record, or reads one and edits it. */
export function Sheet<Record>({ title, about, onClose, query, children, size = 'md' }: Props<Record>) {
  return (
    <Dialog open side size={size} title={title} about={about} onClose={onClose}>
      {query ? <Read query={query}>{children}</Read> : children(undefined)}
    </Dialog>
  )
}

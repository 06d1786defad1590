import type { ReactElement, ReactNode } from 'react'

export interface ListProps<T> {
  rows: readonly T[]
  keyOf: (row: T) => string
  render: (row: T, place: number) => ReactElement
  /** How high a row is, as near as one knows; where it differs it is measured. */
  rowHeight?: number
  onRefresh?: () => Promise<void>
  empty?: ReactNode
  above?: ReactNode
  below?: ReactNode
  /** No space around. */
  flush?: boolean
  gap?: number
  /** What rows show beside themselves, such as what is selected. */
  also?: unknown
  label?: string
}

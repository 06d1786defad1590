import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'

export interface Column<Row> {
  /** Names the column in saved views. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Pixels; a column that grows takes what is left. */
  width?: number
  grow?: boolean
  /** The API's name of this order; the reverse is `-` and this. */
  sort?: string
  align?: 'end'
  /** Not shown until somebody asks for it. */
  hidden?: boolean
  /** Can't be hidden: it says which record this is. */
  always?: boolean
  /** On a phone a row is a card: its title, a line below it, at its right edge, or not there (the default). */
  phone?: 'title' | 'below' | 'edge'
}

export interface ColumnChoice<Row> {
  all: Column<Row>[]
  shown: Column<Row>[]
  ids: string[]
  show: (ids: string[]) => void
  reset: () => void
}

/** Which columns of a table are shown, remembered in this browser under the table's `id`. A saved view may say otherwise by `view`. */
export function useColumns<Row>(id: string, all: Column<Row>[], view?: string[]): ColumnChoice<Row> {
  const place = `fettle.columns.${id}`
  const [own, setOwn] = useState<string[] | null>(() => JSON.parse(localStorage.getItem(place) ?? 'null') as string[] | null)
  return useMemo(() => {
    const usual = all.filter((column) => !column.hidden).map((column) => column.id)
    const wanted = view ?? own ?? usual
    const shown = [
      ...all.filter((column) => column.always && !wanted.includes(column.id)),
      ...wanted.flatMap((name) => all.find((column) => column.id === name) ?? []),
    ]
    return {
      all,
      shown,
      ids: shown.map((column) => column.id),
      show(ids) {
        localStorage.setItem(place, JSON.stringify(ids))
        setOwn(ids)
      },
      reset() {
        localStorage.removeItem(place)
        setOwn(null)
      },
    }
  }, [all, own, place, view])
}

interface Placed {
  id: string
  position?: number
}

/** Which records need which new position so that the one at `from` stands at `to`; gaps are kept for later. */
export function moved<Row extends Placed>(rows: readonly Row[], from: number, to: number): Array<{ row: Row; position: number }> {
  if (to < 0 || to >= rows.length || from === to) return []
  const next = [...rows]
  next.splice(to, 0, ...next.splice(from, 1))
  return next.map((row, at) => ({ row, position: (at + 1) * 10 })).filter(({ row, position }) => row.position !== position)
}

/** Tables as CSV (RFC 4180) that no spreadsheet takes for something to run. */

export type Cell = string | number | null | undefined

const RUNS = /^[=+\-@\t\r\n＝＋－＠]/
const NUMBER = /^[+-]?\d+(\.\d+)?$/

/** One cell: a text that a spreadsheet would run begins with an apostrophe; what holds a delimiter, quote or line break is quoted. */
export function cell(value: Cell): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  const safe = RUNS.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** As a file; the byte order mark tells spreadsheets that it is UTF-8. */
export function csvFile(rows: readonly (readonly Cell[])[]): Blob {
  return new Blob(['\uFEFF', csv(rows)], { type: 'text/csv;charset=utf-8' })
}

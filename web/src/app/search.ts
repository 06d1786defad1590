/** Addresses as people write them: `?status=new&status=approved&overdue=true`, not JSON. */

export function parseSearch(text: string): Record<string, string | string[] | boolean> {
  const found: Record<string, string | string[] | boolean> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const before = found[key]
    if (before === undefined) found[key] = value === 'true' && key !== 'q' ? true : value
    else found[key] = [...(Array.isArray(before) ? before : [String(before)]), value]
  }
  return found
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue
    for (const each of Array.isArray(value) ? value : [value]) params.append(key, String(each))
  }
  const text = params.toString()
  return text && `?${text}`
}

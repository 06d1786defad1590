/** How what was scanned is handed to the forms. Pure. */
import { codeIn, type Scanned } from './read.ts'

export interface Spot {
  siteId: string | null
  locationId: string | null
}

/** `siteId=…&locationId=…`, of what is known. */
export const asQuery = ({ siteId, locationId }: Spot): string =>
  [siteId && `siteId=${siteId}`, locationId && `locationId=${locationId}`].filter(Boolean).join('&')

/** Where somebody goes on who only asks, and so carries no places: the office knows what the label stands on. */
export function asking(scanned: Scanned): string | undefined {
  const code = codeIn(scanned)
  return code && `/requests/new?code=${encodeURIComponent(code)}`
}

/** Labels with a QR code that leads to the page where people report what is wrong with a thing or place. */
import { type LayoutName, listPortalPlaces, openPortalPlace, type Place, printPortalLabels } from '@fettle/client'

export type Labelled = { assetId: string } | { siteId: string } | { locationId: string }

/** The portal page of an asset, site or location itself, if it has one. Asked for a site, the API tells those of all that stands there. */
export async function findPlace(thing: Labelled): Promise<Place | undefined> {
  let cursor: string | undefined
  do {
    const page = await listPortalPlaces({ query: { ...thing, limit: 200, ...(cursor && { cursor }) } })
    const own = page.data.find((place) => Object.entries(thing).every(([key, id]) => place[key as 'siteId'] === id))
    if (own) return own
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return undefined
}

/** Open the sheet of labels of these pages in a tab of its own, ready to print. Call it straight from a click, or the browser refuses the tab. */
export async function openSheet(places: string[] | Promise<string[]>, layout?: LayoutName): Promise<void> {
  const tab = window.open('', '_blank')
  try {
    const query = { placeId: await places, ...(layout && { layout }) }
    const sheet = URL.createObjectURL((await printPortalLabels({ query, parseAs: 'blob' })) as unknown as Blob)
    if (tab) tab.location.href = sheet
    else Object.assign(document.createElement('a'), { href: sheet, download: 'labels.pdf' }).click()
    setTimeout(() => URL.revokeObjectURL(sheet), 60_000)
  } catch (error) {
    tab?.close()
    throw error
  }
}

async function placesOf(things: Labelled[]): Promise<string[]> {
  const ids: string[] = []
  for (const thing of things) ids.push(((await findPlace(thing)) ?? (await openPortalPlace({ body: thing }))).id)
  return ids
}

/** Open the sheet of labels of these things and places; pages that are missing are opened. */
export const printLabels = (things: Labelled[]): Promise<void> => openSheet(placesOf(things))

/** How far it is. Pure. */

export interface Point {
  latitude: number
  longitude: number
}

const EARTH = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two points along the surface of the earth (haversine). */
export function distance(from: Point, to: Point): number {
  const north = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2
  const east = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  const half = north + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * east
  return 2 * EARTH * Math.asin(Math.sqrt(Math.min(1, half)))
}

/**
 * An SQL expression that grows with the distance from a point, for sorting: SQLite has no sines on every phone. Good enough for the area that
 * one drives through in a day.
 */
export function nearness(from: Point, latitude: string, longitude: string): { sql: string; args: number[] } {
  const east = Math.cos(radians(from.latitude)) ** 2
  return {
    sql: `((${latitude} - ?) * (${latitude} - ?) + ? * (${longitude} - ?) * (${longitude} - ?))`,
    args: [from.latitude, from.latitude, east, from.longitude, from.longitude],
  }
}

/** A distance as one says it: metres below one kilometre, then kilometres; or feet and miles. */
export function said(metres: number, imperial = false): { value: number; unit: 'm' | 'km' | 'ft' | 'mi' } {
  if (imperial) {
    const miles = metres / 1609.344
    return miles < 0.2 ? { value: Math.round(metres / 0.3048 / 50) * 50, unit: 'ft' } : { value: miles < 10 ? Math.round(miles * 10) / 10 : Math.round(miles), unit: 'mi' }
  }
  if (metres < 950) return { value: Math.round(metres / 10) * 10, unit: 'm' }
  const kilometres = metres / 1000
  return { value: kilometres < 10 ? Math.round(kilometres * 10) / 10 : Math.round(kilometres), unit: 'km' }
}

/** A link that opens the phone's maps at a place; in a browser OpenStreetMap. Pure. */
export interface Spot {
  latitude: number | null
  longitude: number | null
  /** Where there are no coordinates, the maps look for this. */
  address?: string | null
  label?: string | null
}

export function mapUrl({ latitude, longitude, address, label }: Spot, platform: string): string | undefined {
  const known = latitude !== null && longitude !== null
  const words = encodeURIComponent(address ?? '')
  if (!known && !words) return undefined
  const name = encodeURIComponent((label ?? address ?? '').replace(/[()]/g, ' '))
  if (platform === 'ios') return known ? `https://maps.apple.com/?ll=${latitude},${longitude}&q=${name || `${latitude},${longitude}`}` : `https://maps.apple.com/?q=${words}`
  if (platform === 'android') return known ? `geo:${latitude},${longitude}?q=${latitude},${longitude}${name ? `(${name})` : ''}` : `geo:0,0?q=${words}`
  return known ? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}` : `https://www.openstreetmap.org/search?query=${words}`
}

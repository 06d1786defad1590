import { Linking, Platform } from 'react-native'
import { mapUrl, type Spot } from '@/work'

/** Whether there is anything to show on a map. */
export const hasMap = (spot: Spot): boolean => mapUrl(spot, Platform.OS) !== undefined

/** Open the phone's maps, in a browser another tab. */
export function openMap(spot: Spot): void {
  const url = mapUrl(spot, Platform.OS)
  if (url) void Linking.openURL(url).catch(() => undefined)
}

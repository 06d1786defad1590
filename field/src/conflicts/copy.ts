/** Text to be taken elsewhere. A phone offers its sheet, in which copying is one of the ways. */
import { Share } from 'react-native'

export const copies = false

export async function copyText(text: string): Promise<boolean> {
  return (await Share.share({ message: text })).action === Share.sharedAction
}

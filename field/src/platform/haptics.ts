/** A short tap in the hand, where the phone has it: for what has been done, and for what was refused. */
import * as Haptics from 'expo-haptics'
import { hapticsWanted } from './hapticsWanted'

const quietly = (what: () => Promise<void>) => void (hapticsWanted.get() && what().catch(() => undefined))

export const tapped = (): void => quietly(() => Haptics.selectionAsync())
export const succeeded = (): void => quietly(() => Haptics.notificationAsync(Haptics.NotificationFeedbackType.Success))
export const refused = (): void => quietly(() => Haptics.notificationAsync(Haptics.NotificationFeedbackType.Error))

/** Android may end the app while the camera is open; what was taken is there when it starts again. */
import * as ImagePicker from 'expo-image-picker'
import { Platform } from 'react-native'
import { forget, keep, readKept } from '@/platform/kept'
import { takenOf } from './pick'
import { addPhoto, type NewPhoto } from './queue'

const KEPT = 'photos.taking'

/** Remember what the camera is opened for. */
export async function taking(photo: NewPhoto, owner: string): Promise<void> {
  if (Platform.OS === 'android') await keep(KEPT, JSON.stringify({ photo, owner }))
}

export async function taken(): Promise<void> {
  if (Platform.OS === 'android') await forget(KEPT)
}

/** Take up what was taken for this person while the app was not there. */
export async function takeUp(owner: string): Promise<void> {
  if (Platform.OS !== 'android') return
  const kept = await readKept(KEPT)
  const known = kept && (JSON.parse(kept) as { photo: NewPhoto; owner: string })
  if (!known || known.owner !== owner) return
  const result = await ImagePicker.getPendingResultAsync()
  if (result && 'assets' in result) for (const { picked, takenAt } of takenOf(result, 'camera')) await addPhoto({ ...known.photo, takenAt }, picked)
  await taken()
}

/** Camera and gallery. In a browser both are its own chooser of files. */
import * as ImagePicker from 'expo-image-picker'
import type { Picked } from './shrink.types'

export type From = 'camera' | 'gallery'

/** Somebody said that the app may not use the camera. */
export class Denied extends Error {
  readonly name = 'Denied'
}

export interface Taken {
  picked: Picked
  takenAt: number
}

const MOST = 20

/** What somebody took or chose; nothing if they changed their mind. Rejects with `Denied`. */
export async function pick(from: From): Promise<Taken[]> {
  if (from === 'gallery') {
    return takenOf(await ImagePicker.launchImageLibraryAsync({ mediaTypes: ['images'], allowsMultipleSelection: true, selectionLimit: MOST, orderedSelection: true }), from)
  }
  const asked = await ImagePicker.requestCameraPermissionsAsync()
  if (!asked.granted) throw new Denied()
  return takenOf(await ImagePicker.launchCameraAsync({ mediaTypes: ['images'], cameraType: ImagePicker.CameraType.back }), from)
}

export function takenOf(result: ImagePicker.ImagePickerResult, from: From): Taken[] {
  const now = Date.now()
  return (result.assets ?? []).map(({ uri, file }) => ({ picked: { uri, file }, takenAt: from === 'gallery' && file ? Math.min(file.lastModified, now) : now }))
}

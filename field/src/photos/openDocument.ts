/** Opens a document with whatever the phone has for it. */
import { File, Paths } from 'expo-file-system'
import { shareAsync } from 'expo-sharing'
import { Linking } from 'react-native'
import { contentOf } from './documents'
import { running } from './running'

export async function openDocument(id: string, { name, mediaType }: { name: string; mediaType: string }): Promise<void> {
  const kept = await running.get()?.bytes.lend('documents', id)
  if (!kept) return void (await Linking.openURL(await contentOf(id)))
  // Other programs go by the name: the copy that they get has the one that people know.
  const copy = new File(Paths.cache, name.replace(/[/\\:]/g, ' '))
  if (copy.exists) copy.delete()
  await new File(kept.uri).copy(copy)
  // The phone asks with what; only so do other programs get leave to read a file of ours.
  await shareAsync(copy.uri, { mimeType: mediaType, dialogTitle: name })
}

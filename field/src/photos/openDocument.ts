/** Opens a document with whatever the phone has for it. */
import { File, Paths } from 'expo-file-system'
import { Linking, Platform, Share } from 'react-native'
import { contentOf } from './documents'
import { running } from './running'

export async function openDocument(id: string, { name }: { name: string; mediaType: string }): Promise<void> {
  const kept = await running.get()?.bytes.lend('documents', id)
  if (!kept) return void (await Linking.openURL(await contentOf(id)))
  // Other programs go by the name: the copy that they get has the one that people know.
  const copy = new File(Paths.cache, name.replace(/[/\\:]/g, ' '))
  if (copy.exists) copy.delete()
  await new File(kept.uri).copy(copy)
  if (Platform.OS === 'ios') await Share.share({ url: copy.uri })
  else await Linking.openURL(copy.contentUri)
}

/** A text as a file of the phone: on iOS through the share sheet, on Android into a folder that the person chooses. */
import { Directory, File, Paths } from 'expo-file-system'
import { Platform, Share } from 'react-native'

export async function saveText(name: string, text: string): Promise<boolean> {
  if (Platform.OS === 'android') {
    const folder = await Directory.pickDirectoryAsync().catch(() => undefined)
    if (!folder) return false
    folder.createFile(name, 'application/json').write(text)
    return true
  }
  const file = new File(Paths.cache, name)
  if (file.exists) file.delete()
  file.create()
  file.write(text)
  return (await Share.share({ url: file.uri })).action === Share.sharedAction
}

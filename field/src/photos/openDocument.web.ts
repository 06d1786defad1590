/** Opens a document in another tab. */
import { contentOf } from './documents'
import { running } from './running'

export async function openDocument(id: string, _document: { name: string; mediaType: string }): Promise<void> {
  // Asked for at once, else the browser takes it for an advertisement.
  const tab = window.open('', '_blank')
  try {
    const kept = await running.get()?.bytes.lend('documents', id)
    const address = kept?.uri ?? (await contentOf(id))
    if (tab) tab.location.replace(address)
    else location.assign(address)
    // The other tab reads it for as long as it is open.
    if (kept) setTimeout(kept.release, 600_000)
  } catch (error) {
    tab?.close()
    throw error
  }
}

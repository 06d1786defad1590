/** Files that are made by the server or here, saved where this browser saves files. */
import { fetchSignedIn } from './api'
import { asProblem } from '@fettle/kit/problems'

/** Save `content` as a file called `name`. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Fetch an export of the API and save it. Throws a `Problem` when it is refused. */
export async function download(path: string, name: string): Promise<void> {
  let response: Response
  try {
    response = await fetchSignedIn(new URL(path, location.origin))
  } catch (error) {
    throw asProblem(error, undefined)
  }
  if (!response.ok) throw asProblem(await response.json().catch(() => undefined), response)
  saveFile(await response.blob(), name)
}

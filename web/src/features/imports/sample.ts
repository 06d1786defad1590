/** The beginning of a file, to look at before all of it is sent. */

const HEAD_BYTES = 256 * 1024

/** The first lines of `file` as the API's preview takes them. A file that is longer ends with a whole line. */
export async function headOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  const last = file.size > HEAD_BYTES ? bytes.lastIndexOf(10) : -1
  return base64(last > 0 ? bytes.subarray(0, last + 1) : bytes)
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

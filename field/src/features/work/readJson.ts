/** What a draft holds; nothing if it cannot be read. */
export function readJson<T extends object>(text: string | undefined): T | undefined {
  try {
    return text ? (JSON.parse(text) as T) : undefined
  } catch {
    return undefined
  }
}

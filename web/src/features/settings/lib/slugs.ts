/** A short code out of a name: small letters, digits and `_`, beginning with a letter, none of `taken`. */
export function slugOf(name: string, taken: readonly string[] = []): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 50)
  const base = plain || 'x'
  if (!taken.includes(base)) return base
  for (let at = 2; ; at += 1) if (!taken.includes(`${base}_${at}`)) return `${base}_${at}`
}

/** A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then chance. `chance` are ten bytes. */
export function uuidV7(at: number, chance: Uint8Array): string {
  const bytes = new Uint8Array(16)
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(at / 2 ** (8 * (5 - place))) & 0xff
  bytes.set(chance, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

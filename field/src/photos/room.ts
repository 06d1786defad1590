import type { Kept } from '../platform/bytes.types.ts'

/** What has to go so that the rest fits into `most` bytes: the oldest. */
export function excess(kept: readonly Kept[], most: number): Kept[] {
  let left = most
  return [...kept].sort((a, b) => b.at - a.at).filter(({ size }) => (left -= size) < 0)
}

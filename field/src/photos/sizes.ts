/** How large pictures are. */
export interface Size {
  width: number
  height: number
}

/** The longer side of what is sent, and of what lists show, in pixels. */
export const SENT = 2000
export const THUMB = 320
export const QUALITY = 0.8

/** As large as fits into a square of `most`, never larger than it is. */
export function fitted({ width, height }: Size, most: number): Size {
  const share = Math.min(1, most / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) }
}

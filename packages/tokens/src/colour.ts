/** Colours as WCAG sees them: 0 to 255 for each of red, green, blue. */
export type Colour = readonly [number, number, number]

/** `#rgb` or `#rrggbb` as a colour; undefined for anything else. */
export function parsed(hex: string): Colour | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex.trim())?.[1]
  if (!digits) return undefined
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  return [0, 2, 4].map((at) => parseInt(long.slice(at, at + 2), 16)) as unknown as Colour
}

export function written(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** `share` of `towards` mixed into `from`; 0 leaves it alone. */
export function mixed(from: Colour, towards: Colour, share: number): Colour {
  return from.map((part, at) => part + (towards[at]! - part) * share) as unknown as Colour
}

/** Relative luminance, 0 (black) to 1 (white). WCAG 2.2, "relative luminance". */
export function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio, 1 to 21. WCAG 2.2, "contrast ratio". */
export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

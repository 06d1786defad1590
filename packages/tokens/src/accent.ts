import { type Colour, contrast, mixed, parsed, written } from './colour.ts'

const BLACK: Colour = [0, 0, 0]
const WHITE: Colour = [255, 255, 255]
const READABLE = 4.5
/** The surfaces of tokens.css that leave the least contrast: sunken and selected in the light, hover and selected in the dark. */
const LIGHT: readonly Colour[] = [[240, 239, 234], [230, 240, 236]]
const DARK: readonly Colour[] = [[37, 44, 41], [29, 51, 44]]

/** `colour`, taken towards `end` in small steps until it can be read on all `grounds`. */
function readableOn(colour: Colour, grounds: readonly Colour[], end: Colour): Colour {
  for (let share = 0; share < 1; share += 0.02) {
    const tried = mixed(colour, end, share)
    if (grounds.every((ground) => contrast(tried, ground) >= READABLE)) return tried
  }
  return end
}

/** The custom properties that give the screens a tenant's colour: readable in light and dark, whatever was chosen. */
export function accentOf(hex: string): Record<string, string> | undefined {
  const chosen = parsed(hex)
  if (!chosen) return undefined
  const softLight = mixed(chosen, WHITE, 0.88)
  const softDark = mixed(chosen, [18, 23, 21], 0.78)
  const light = readableOn(chosen, [...LIGHT, softLight], BLACK)
  const dark = readableOn(chosen, [...DARK, softDark], WHITE)
  const both = (l: Colour, d: Colour) => `light-dark(${written(l)}, ${written(d)})`
  return {
    '--accent': both(light, dark),
    '--accent-strong': both(mixed(light, BLACK, 0.25), mixed(dark, WHITE, 0.3)),
    '--on-accent': both(WHITE, mixed(chosen, BLACK, 0.85)),
    '--accent-soft': both(softLight, softDark),
    '--focus': both(light, dark),
  }
}

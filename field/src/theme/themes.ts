/** The colours of a screen: light, dark, and each of them for glaring sun and tired eyes. */
import { accentOf } from '@fettle/tokens'
import { dark, light, type Palette } from '@/ui/palette.gen.ts'

export type { Palette }
export type Scheme = 'light' | 'dark'

/** Nothing soft: black on white or white on black, lines that are seen, colours that reach 7 : 1. */
const strong: Record<Scheme, Partial<Palette>> = {
  light: {
    sunken: '#ffffff', paper: '#ffffff', raised: '#ffffff', hover: '#ededed', selected: '#d9ece4', ink: '#000000', muted: '#1f2422', faint: '#2b312f',
    line: '#4b524f', edge: '#000000', accent: '#0a4436', accentStrong: '#04291f', onAccent: '#ffffff', accentSoft: '#e3f1eb', focus: '#000000',
    good: '#0c4a20', info: '#0e3d6b', warn: '#573500', bad: '#7a150b', violet: '#472a70', quiet: '#1f2422',
  },
  dark: {
    sunken: '#000000', paper: '#000000', raised: '#000000', hover: '#262626', selected: '#123a2e', ink: '#ffffff', muted: '#e3e8e5', faint: '#d5dbd8',
    line: '#b9c1bd', edge: '#ffffff', accent: '#8ff0d3', accentStrong: '#b9f7e4', onAccent: '#00130e', accentSoft: '#0c2a21', focus: '#ffffff',
    good: '#a6f0b6', info: '#b7d8fb', warn: '#ffd994', bad: '#ffc2b8', violet: '#e0cffb', quiet: '#e3e8e5',
  },
}

/** A tenant's colour in place of ours, as readable as ours is. */
function branded(scheme: Scheme, colour: string): Partial<Palette> {
  const made = accentOf(colour)
  const of = (name: string) => /light-dark\((#\w+), (#\w+)\)/.exec(made?.[name] ?? '')?.[scheme === 'light' ? 1 : 2]
  const [accent, accentStrong, onAccent, accentSoft, focus] = ['--accent', '--accent-strong', '--on-accent', '--accent-soft', '--focus'].map(of)
  return accent && accentStrong && onAccent && accentSoft && focus ? { accent, accentStrong, onAccent, accentSoft, focus } : {}
}

export function paletteOf(scheme: Scheme, contrast: boolean, colour: string | null = null): Palette {
  const base = scheme === 'dark' ? dark : light
  if (contrast) return { ...base, ...strong[scheme] }
  return colour ? { ...base, ...branded(scheme, colour) } : base
}

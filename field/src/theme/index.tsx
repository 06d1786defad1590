/** How the app looks on this device: what the system wants, or what was chosen. */
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { Platform, useColorScheme } from 'react-native'
import { makeStore, useStore } from '@fettle/kit/store'
import { keep, readKept } from '@/platform/kept'
import { type Palette, paletteOf, type Scheme } from './themes.ts'

export type { Palette, Scheme } from './themes.ts'

export interface Look {
  scheme: Scheme | 'system'
  contrast: boolean
  /** How large text is. */
  text: 1 | 1.15 | 1.3
  /** On which side the thumb is. */
  hand: 'left' | 'right'
}

export interface Theme extends Palette {
  scheme: Scheme
  contrast: boolean
  text: number
  /** Sizes of text, already scaled. */
  size: { xs: number; sm: number; md: number; lg: number; xl: number; xxl: number }
}

const look = makeStore<Look>({ scheme: 'system', contrast: false, text: 1, hand: 'right' })

export const useLook = (): Look => useStore(look)

export function chooseLook(choice: Partial<Look>): void {
  look.set({ ...look.get(), ...choice })
  void keep('look', JSON.stringify(look.get()))
}

/** Take up what was chosen here before. */
export async function readLook(): Promise<void> {
  const kept = await readKept('look')
  if (!kept) return
  try {
    look.set({ ...look.get(), ...(JSON.parse(kept) as Partial<Look>) })
  } catch {
    // Whatever it was, the system's look will do.
  }
}

const Context = createContext<Theme | undefined>(undefined)

export function ThemeProvider({ colour, children }: { colour: string | null; children: ReactNode }) {
  const { scheme: chosen, contrast, text } = useLook()
  const system = useColorScheme()
  const scheme: Scheme = chosen === 'system' ? (system === 'dark' ? 'dark' : 'light') : chosen
  const theme = useMemo<Theme>(() => {
    const size = { xs: 12, sm: 14, md: 16, lg: 18, xl: 22, xxl: 27 }
    const scaled = Object.fromEntries(Object.entries(size).map(([name, points]) => [name, Math.round(points * text)])) as typeof size
    return { ...paletteOf(scheme, contrast, colour), scheme, contrast, text, size: scaled }
  }, [scheme, contrast, text, colour])
  useEffect(() => {
    if (Platform.OS !== 'web') return
    document.documentElement.style.colorScheme = theme.scheme
    document.body.style.backgroundColor = theme.paper
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', theme.raised)
  }, [theme])
  return <Context value={theme}>{children}</Context>
}

export function useTheme(): Theme {
  const theme = useContext(Context)
  if (!theme) throw new Error('useTheme outside of ThemeProvider')
  return theme
}

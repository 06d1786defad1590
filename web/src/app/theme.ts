import { makeStore, useStore } from '@fettle/kit/store'

export type Theme = 'system' | 'light' | 'dark'

const place = 'fettle.theme'
const theme = makeStore<Theme>((localStorage.getItem(place) as Theme | null) ?? 'system')

function show(): void {
  const chosen = theme.get()
  if (chosen === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}
show()

export const useTheme = (): Theme => useStore(theme)

export function chooseTheme(next: Theme): void {
  localStorage.setItem(place, next)
  theme.set(next)
  show()
}

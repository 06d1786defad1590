/** The colours of packages/tokens, for light and dark. */
import { readFileSync } from 'node:fs'

export function palette() {
  const css = readFileSync(new URL('../../../packages/tokens/src/tokens.css', import.meta.url), 'utf8')
  const found = [...css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g)].filter(([, name]) => !name.startsWith('series'))
  const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())
  const side = (at) => found.map((match) => `  ${camel(match[1])}: '${match[at]}',`)
  return ['export const light = {', ...side(2), '}', '', 'export type Palette = typeof light', '', 'export const dark: Palette = {', ...side(3), '}', ''].join('\n')
}

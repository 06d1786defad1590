import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const src = join(import.meta.dirname, '..')
export const wordsFolder = join(src, '../../packages/words/src')

export interface Source {
  /** Below src, with forward slashes. */
  path: string
  text: string
}

/** Every file of code, tests left out. */
export const sources: Source[] = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) && !entry.parentPath.endsWith('house'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(src, path), text: readFileSync(path, 'utf8') }))

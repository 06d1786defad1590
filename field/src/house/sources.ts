import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const field = join(import.meta.dirname, '../..')
export const wordsFolder = join(field, '../packages/words/src')

export interface Source {
  /** Below field, with forward slashes. */
  path: string
  text: string
}

/** Every file of code, tests and what is generated left out. */
export const sources: Source[] = ['app', 'src']
  .flatMap((folder) => readdirSync(join(field, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|gen)\.tsx?$/.test(entry.name) && !entry.parentPath.endsWith('house'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(field, path), text: readFileSync(path, 'utf8') }))

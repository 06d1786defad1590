/** The types of all columns: those of the server's schema and the device's own. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'

const here = (name) => new URL(`../../${name}`, import.meta.url)

/** The own tables are TypeScript; what they say is read by running them. */
async function own() {
  const code = ts.transpileModule(readFileSync(here('src/db/own.ts'), 'utf8'), { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } })
  const { OWN } = await import(`data:text/javascript,${encodeURIComponent(code.outputText)}`)
  return OWN.tables
}

const type = ({ type, isOptional }) => `${type}${isOptional ? ' | null' : ''}`

export async function columns() {
  const declared = JSON.parse(readFileSync(here('../packages/sync/schema.json'), 'utf8'))
  const all = [...declared.tables, ...(await own())]
  const lines = all.flatMap((table) => [`  ${table.name}: {`, ...table.columns.map((column) => `    ${column.name}: ${type(column)}`), '  }'])
  return [
    '/** What each table holds, beside `id`. Instants are milliseconds since 1970, days and ids text, JSON is text. */',
    'export interface Columns {',
    ...lines,
    '}',
    '',
    'export type Table = keyof Columns',
    '',
  ].join('\n')
}

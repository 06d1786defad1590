/** A first mapping for a file: from the names of its columns and from what stands in them. */
import type { Entity, Mapping, Source } from '@fettle/client'
import { formatOf } from './dates'
import { FIELDS, type Field } from './fields'

export interface Sample {
  columns: string[]
  rows: Record<string, string>[]
}

/** `CASE_TITLE`, `caseTitle` and `Case title` are the same name. */
export const plain = (name: string): string =>
  name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_\-./]+/g, ' ').replace(/\s+/g, ' ').trim().toLowerCase()

export const valuesOf = (sample: Sample, column: string): string[] => sample.rows.map((row) => row[column] ?? '').filter((value) => value.trim() !== '')
export const distinct = (values: readonly string[]): string[] => [...new Set(values.map((value) => value.trim()))]

/** How well a column fits a field: its name first, then whether its values can be read. 0 when they cannot. */
function fit(column: string, name: string, field: Field, sample: Sample): number {
  const called = plain(column)
  const values = valuesOf(sample, column)
  if (values.length === 0) return 0
  if (field.read === 'date' && !formatOf(values)) return 0
  if (field.read === 'number' && values.filter((value) => /^[+-]?[\d.,]+$/.test(value.trim())).length * 2 < values.length) return 0
  const names = [plain(name), ...(field.called ?? []).map(plain)]
  const exact = names.indexOf(called)
  if (exact >= 0) return 100 - exact
  const part = names.findIndex((each) => each.length > 3 && (called.endsWith(` ${each}`) || called.startsWith(`${each} `)))
  return part >= 0 ? 50 - part : 0
}

/** Texts of a closed set, translated where a text of the file says the same in other letters. */
export function translations(values: readonly string[], choices: readonly string[]): Record<string, string> {
  const known = new Map(choices.map((choice) => [plain(choice), choice]))
  return Object.fromEntries(distinct(values).flatMap((value) => (choices.includes(value) ? [] : known.has(plain(value)) ? [[value, known.get(plain(value))!]] : [])))
}

/** Where a field takes its value from, when that is `column`. */
export function sourceOf(field: Field, column: string, sample: Sample): Source {
  const values = valuesOf(sample, column)
  const format = field.read === 'date' ? formatOf(values)?.format : undefined
  const translated = field.choices ? translations(values, field.choices) : {}
  const comma = field.read === 'number' && values.some((value) => /,\d{1,2}$/.test(value)) && !values.some((value) => /\.\d{1,2}$/.test(value))
  return { column, ...(format && { format }), ...(Object.keys(translated).length > 0 && { values: translated }), ...(comma && { decimalComma: true }) }
}

/** The column that names a row: one called like an id whose values are all there and all different; else the first such column. */
export function keyOf(sample: Sample): string[] {
  const different = sample.columns.filter((column) => {
    const values = sample.rows.map((row) => (row[column] ?? '').trim())
    return values.length > 0 && values.every(Boolean) && new Set(values).size === values.length
  })
  const idLike = (column: string) => /\b(id|number|no|code|ref|reference|key)\b/.test(plain(column))
  const found = different.find((column) => plain(column) === 'id') ?? different.find(idLike) ?? different.find((column) => column !== '') ?? sample.columns[0]
  return found === undefined ? [] : [found]
}

/** The mapping to begin with. What no column fits stays open for the person to fill in. */
export function suggested(entity: Entity, sample: Sample, source: string): Mapping {
  const taken = new Set<string>()
  const fields: Record<string, Source> = {}
  const pairs = Object.entries(FIELDS[entity])
    .flatMap(([name, field]) => sample.columns.map((column) => ({ name, field, column, score: fit(column, name, field, sample) + (field.required ? 5 : 0) })))
    .filter(({ score, field }) => score > (field.required ? 5 : 0))
    .sort((one, other) => other.score - one.score)
  for (const { name, field, column } of pairs) {
    if (fields[name] || taken.has(column)) continue
    fields[name] = sourceOf(field, column, sample)
    taken.add(column)
  }
  return { source, entity, key: keyOf(sample), fields, rules: [] }
}

/** What must be filled in and is not. */
export function missing(mapping: Mapping): string[] {
  const filled = (source: Source | undefined) => !!(source?.column || source?.template || source?.constant)
  return Object.entries(FIELDS[mapping.entity]).filter(([name, field]) => field.required && !filled(mapping.fields[name])).map(([name]) => name)
}

/** The columns that a mapping reads. */
export function used(mapping: Mapping): Set<string> {
  const columns = Object.values(mapping.fields).flatMap(({ column, template }) => [...(column ? [column] : []), ...[...(template ?? '').matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!)])
  return new Set([...columns, ...mapping.key, ...(mapping.columns ?? [])])
}

/** `mapping` without fields that nothing fills: the API refuses those. */
export function settled(mapping: Mapping): Mapping {
  return { ...mapping, fields: Object.fromEntries(Object.entries(mapping.fields).filter(([, { column, template, constant }]) => column || template || constant)) }
}

/** A short name of the system, from the name of its file: `Work Orders 2015.csv` becomes `work-orders-2015`. */
export const sourceName = (file: string): string => plain(file.replace(/\.[a-z]+$/i, '')).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60) || 'file'

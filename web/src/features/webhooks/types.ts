/** What webhooks can be told of, as people choose it: all changes of a kind of record. Whoever needs less writes the type itself. */
export const KINDS = ['work_order', 'work_request', 'log_entry', 'asset', 'meter_reading', 'downtime', 'maintenance_plan', 'comment', 'file', 'site', 'location', 'staff', 'membership'] as const

const TYPE = /^(\*|[a-z_]+\.(\*|[a-z_]+))$/

/** The types in what somebody wrote, separated by commas, spaces or lines; those that can be none apart. */
export function typesIn(text: string): { types: string[]; wrong: string[] } {
  const given = [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
  return { types: given.filter((type) => TYPE.test(type)), wrong: given.filter((type) => !TYPE.test(type)) }
}

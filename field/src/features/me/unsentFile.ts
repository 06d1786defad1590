/** The file of unsent work: what is in it, and how it is called. */
export interface Who {
  tenantId: string
  tenantName: string
  userId: string
  name: string
  /** Of the app. */
  version: string
}

/** JSON that a person can read and a program too: the rows of each table as they are here. */
export function documentOf(who: Who, records: Readonly<Record<string, unknown[]>>, at: number): string {
  const count = Object.values(records).reduce((sum, each) => sum + each.length, 0)
  return JSON.stringify({ kind: 'fettle.unsent', writtenAt: new Date(at).toISOString(), who, count, records }, null, 2)
}

/** `fettle-unsent-riverside-ana-silva-2026-03-02-09-15.json` */
export function fileName(tenant: string, person: string, at: number): string {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 30)
  return ['fettle-unsent', plain(tenant), plain(person), new Date(at).toISOString().slice(0, 16).replace(/[:T]/g, '-')].filter(Boolean).join('-') + '.json'
}

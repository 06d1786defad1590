import { expect, it } from 'vitest'
import { documentOf, fileName } from './unsentFile.ts'

const at = Date.UTC(2026, 2, 2, 9, 15)

it('names the file after tenant, person and time, in letters that every system takes', () => {
  expect(fileName('Ríos & Söhne / Süd', 'Ana Núñez', at)).toBe('fettle-unsent-rios-sohne-sud-ana-nunez-2026-03-02-09-15.json')
  expect(fileName('東京', '', at)).toBe('fettle-unsent-2026-03-02-09-15.json')
})

it('holds every record as it is', () => {
  const who = { tenantId: 't', tenantName: 'T', userId: 'u', name: 'U', version: '1' }
  const records = { log_entries: [{ id: 'e', note: 'ä "quoted"\n' }], drafts: [{ id: 'd', value: '{}' }] }
  expect(JSON.parse(documentOf(who, records, at))).toEqual({ kind: 'fettle.unsent', writtenAt: '2026-03-02T09:15:00.000Z', who, count: 2, records })
})

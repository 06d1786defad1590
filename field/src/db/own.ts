/** What only this device keeps: it is never sent, and no answer of the server touches it. */
import type { Shape } from './shape.ts'

/** For each change of the tables below, the server's schema version at that time. The n-th entry belongs to `since: n`. */
export const OWN_STEPS: readonly number[] = []

export const OWN = {
  version: OWN_STEPS.length,
  tables: [
    {
      // What somebody has begun to type, until it is saved: one row for each form and what it is about.
      name: 'drafts',
      columns: [
        { name: 'key', type: 'string', isIndexed: true },
        { name: 'kind', type: 'string', isIndexed: true },
        { name: 'subject', type: 'string', isOptional: true, isIndexed: true },
        { name: 'value', type: 'string' },
        { name: 'updated_at', type: 'number' },
      ],
    },
    {
      // Pictures on their way to the server. The bytes lie outside of the database, under `bytes`.
      name: 'photos',
      columns: [
        { name: 'subject', type: 'string', isIndexed: true },
        { name: 'subject_id', type: 'string', isIndexed: true },
        { name: 'role', type: 'string', isOptional: true },
        { name: 'caption', type: 'string', isOptional: true },
        { name: 'name', type: 'string' },
        { name: 'media_type', type: 'string' },
        { name: 'size', type: 'number' },
        { name: 'width', type: 'number', isOptional: true },
        { name: 'height', type: 'number', isOptional: true },
        { name: 'bytes', type: 'string' },
        { name: 'state', type: 'string', isIndexed: true },
        { name: 'sent', type: 'number' },
        { name: 'upload', type: 'string', isOptional: true },
        { name: 'attachment_id', type: 'string', isOptional: true, isIndexed: true },
        { name: 'tries', type: 'number' },
        { name: 'error', type: 'string', isOptional: true },
        { name: 'next_try_at', type: 'number', isOptional: true },
        { name: 'taken_at', type: 'number' },
        { name: 'updated_at', type: 'number' },
      ],
    },
    {
      // Choices that belong to this person on this device: filters, the last view. `id` is the name.
      name: 'settings',
      columns: [{ name: 'value', type: 'string' }],
    },
  ],
} as const satisfies Shape

export const OWN_TABLES: ReadonlySet<string> = new Set(OWN.tables.map((table) => table.name))

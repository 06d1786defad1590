/** Readings as rows of the database, for the rules. Pure. */
import type { Row } from '@/db'
import { lastOf, type Taken } from './judge.ts'

type ReadingRow = Pick<Row<'meter_readings'>, 'value' | 'read_at'>

export const takenOf = (readings: readonly ReadingRow[]): Taken[] => readings.map(({ value, read_at }) => ({ value, at: read_at }))

/** What a meter showed last, by the server or by what was read here since. */
export const lastTaken = (meter: Pick<Row<'meters'>, 'last_value' | 'last_read_at'>, readings: readonly ReadingRow[]): Taken | undefined => lastOf(meter, takenOf(readings))

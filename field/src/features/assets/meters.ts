/** The meters of an asset with their readings, out of the local database. */
import { Q, type Row, rows, useLive } from '@/db'

export interface MeterWithReadings {
  meter: Row<'meters'>
  /** The newest first, some of them. */
  readings: readonly Row<'meter_readings'>[]
}

const SOME = 60

export const useMeters = (assetId: string): MeterWithReadings[] | undefined =>
  useLive(
    ['meters', 'meter_readings'],
    async (database) => {
      const meters = await rows(database, 'meters', Q.where('asset_id', assetId), Q.sortBy('name', Q.asc))
      return Promise.all(meters.map(async (meter) => ({ meter, readings: await rows(database, 'meter_readings', Q.where('meter_id', meter.id), Q.sortBy('read_at', Q.desc), Q.take(SOME)) })))
    },
    [assetId],
  )

/** The kinds of records that others point at: how to search them and what they are called. */
import {
  getAsset,
  getCrew,
  getLocation,
  getMaintenancePlan,
  getSite,
  getStaffMember,
  getWorkOrder,
  listAssetCategories,
  listAssets,
  listAssetTypes,
  listCrews,
  listFailureCodes,
  listGlCodes,
  listLocations,
  listMaintenancePlans,
  listPeople,
  listReasons,
  listRoles,
  listSites,
  listStaff,
  listTags,
  listTaskCodes,
  listWorkOrders,
  listWorkOrderTemplates,
} from '@fettle/client'
import { queryOptions, useQuery } from '@tanstack/react-query'

/** What a picker shows of a record. */
export interface Choice {
  id: string
  label: string
  note?: string | null | undefined
}

interface Source {
  /** Records that match words; all of the first page without words. `within` narrows, such as `{ siteId: [...] }`. */
  search: (q: string, within: Record<string, unknown>) => Promise<Choice[]>
  /** One record by its id, for lists too long to read whole. */
  one?: (id: string) => Promise<Choice>
}

const LIMIT = 30
const query = (q: string, within: Record<string, unknown>, limit = LIMIT) => ({ query: { ...(q && { q }), limit, ...within } }) as never
const coded = ({ id, code, name }: { id: string; code: string; name: string }): Choice => ({ id, label: name, note: code })
const named = ({ id, name }: { id: string; name: string }): Choice => ({ id, label: name })
const contains = (q: string) => (choice: Choice) =>
  `${choice.label} ${choice.note ?? ''}`.toLocaleLowerCase().includes(q.toLocaleLowerCase())

/** A list that cannot be searched by the server: read whole, searched here. */
function whole<Row>(list: (options: never) => Promise<{ data: Row[] }>, show: (row: Row) => Choice): Source {
  return {
    search: async (q, within) => (await list(query('', within, 200))).data.map(show).filter(contains(q)),
  }
}

function searched<Row>(list: (options: never) => Promise<{ data: Row[] }>, show: (row: Row) => Choice, one?: Source['one']): Source {
  return { search: async (q, within) => (await list(query(q, within))).data.map(show), ...(one && { one }) }
}

export const SOURCES = {
  site: { ...whole(listSites, ({ id, name, address }) => ({ id, label: name, note: address })), one: async (id) => named(await getSite({ path: { site_id: id } })) },
  location: { ...whole(listLocations, named), one: async (id) => named(await getLocation({ path: { location_id: id } })) },
  asset: searched(
    listAssets,
    ({ id, name, number, siteName }) => ({ id, label: name, note: [number, siteName].filter(Boolean).join(' · ') }),
    async (id) => named(await getAsset({ path: { asset_id: id } })),
  ),
  assetType: whole(listAssetTypes, named),
  assetCategory: whole(listAssetCategories, named),
  staff: searched(listStaff, ({ id, name, trade }) => ({ id, label: name, note: trade }), async (id) => named(await getStaffMember({ path: { staff_id: id } }))),
  crew: searched(listCrews, named, async (id) => named(await getCrew({ path: { crew_id: id } }))),
  person: searched(listPeople, ({ userId, name, email }) => ({ id: userId, label: name, note: email })),
  role: searched(listRoles, named),
  tag: searched(listTags, named),
  taskCode: searched(listTaskCodes, coded),
  glCode: searched(listGlCodes, coded),
  failureCode: searched(listFailureCodes, coded),
  reason: searched(listReasons, named),
  template: whole(listWorkOrderTemplates, named),
  plan: searched(listMaintenancePlans, named, async (id) => named(await getMaintenancePlan({ path: { plan_id: id } }))),
  workOrder: searched(
    listWorkOrders,
    ({ id, number, title }) => ({ id, label: `WO-${number}`, note: title }),
    async (id) => {
      const { number, title } = await getWorkOrder({ path: { work_order_id: id } })
      return { id, label: `WO-${number}`, note: title }
    },
  ),
} satisfies Record<string, Source>

export type RecordKind = keyof typeof SOURCES

const OPERATIONS: Record<RecordKind, string> = {
  site: 'Site', location: 'Location', asset: 'Asset', assetType: 'AssetType', assetCategory: 'AssetCategor', staff: 'Staff',
  crew: 'Crew', person: 'Person', role: 'Role', tag: 'Tag', taskCode: 'TaskCode', glCode: 'GlCode', failureCode: 'FailureCode',
  reason: 'Reason', template: 'Template', plan: 'Plan', workOrder: 'WorkOrder',
}

export function choicesOptions(kind: RecordKind, q: string, within: Record<string, unknown> = {}) {
  return queryOptions({
    queryKey: [{ _id: `choices${OPERATIONS[kind]}`, kind, q, within }],
    queryFn: () => (SOURCES[kind] as Source).search(q, within),
    staleTime: 60_000,
  })
}

/** What a record is called, by its id; undefined while that is being asked. */
export function useChoice(kind: RecordKind, id: string | null | undefined): Choice | undefined {
  const source = SOURCES[kind] as Source
  return useQuery({
    queryKey: [{ _id: `choice${OPERATIONS[kind]}`, kind, id }],
    queryFn: async () => (source.one ? source.one(id!) : ((await source.search('', {})).find((choice) => choice.id === id) ?? { id: id!, label: '–' })),
    enabled: !!id,
    staleTime: 300_000,
  }).data
}

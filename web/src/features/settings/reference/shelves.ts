/** The lists of reference data, and how each is read and written. */
import * as api from '@fettle/client'
import * as queries from '@fettle/client/queries'
import { ifMatch } from '@/lib/api'
import type { Kept } from '../lib/RecordTable'

/** A record of any of the lists: what all have, and what some have. */
export interface Entry extends Kept {
  name: string
  code?: string
  kind?: string
  instructions?: string | null
  standardHours?: string | null
  glCodeId?: string | null
  colour?: string | null
}

export type Fields = Partial<Omit<Entry, 'id' | 'version' | 'deletedAt'>>

export interface Shelf {
  key: 'taskCodes' | 'failureCodes' | 'glCodes' | 'reasons' | 'tags' | 'assetTypes' | 'assetCategories'
  permission: string
  /** Parts of the names of the operations that show its records. */
  touches: string[]
  kinds?: readonly string[]
  /** Records have no code and are always in use. */
  plain?: boolean
  /** Records have standard hours, instructions and an accounting code. */
  detailed?: boolean
  searchable: boolean
  list: (query: Record<string, unknown>) => { queryKey: readonly unknown[]; queryFn?: unknown }
  one: (id: string) => { queryKey: readonly unknown[]; queryFn?: unknown }
  create: (fields: Fields) => Promise<Entry>
  update: (entry: Entry, fields: Fields) => Promise<Entry>
  remove: (entry: Entry) => Promise<unknown>
  restore: (entry: Entry) => Promise<unknown>
}

type Write = (options: never) => Promise<unknown>

/** The four writes of a list whose addresses name a record by `param`. */
function writes(param: string, create: Write, update: Write, remove: Write, restore: Write): Pick<Shelf, 'create' | 'update' | 'remove' | 'restore'> {
  const at = ({ id, version }: Entry) => ({ path: { [param]: id }, headers: ifMatch(version) })
  return {
    create: (body) => create({ body } as never) as Promise<Entry>,
    update: (entry, body) => update({ ...at(entry), body } as never) as Promise<Entry>,
    remove: (entry) => remove(at(entry) as never),
    restore: ({ id }) => restore({ path: { [param]: id } } as never),
  }
}

export const FAILURE_KINDS = ['problem', 'cause', 'remedy'] as const
export const REASON_KINDS = ['hold', 'downtime', 'cancel', 'decline', 'reversal'] as const

export const SHELVES: Shelf[] = [
  {
    key: 'taskCodes',
    permission: 'reference:write',
    touches: ['TaskCode'],
    detailed: true,
    searchable: true,
    list: (query) => queries.listTaskCodesInfiniteOptions({ query }),
    one: (id) => queries.getTaskCodeOptions({ path: { task_code_id: id } }),
    ...writes('task_code_id', api.createTaskCode, api.updateTaskCode, api.deleteTaskCode, api.restoreTaskCode),
  },
  {
    key: 'failureCodes',
    permission: 'reference:write',
    touches: ['FailureCode'],
    kinds: FAILURE_KINDS,
    searchable: true,
    list: (query) => queries.listFailureCodesInfiniteOptions({ query }),
    one: (id) => queries.getFailureCodeOptions({ path: { failure_code_id: id } }),
    ...writes('failure_code_id', api.createFailureCode, api.updateFailureCode, api.deleteFailureCode, api.restoreFailureCode),
  },
  {
    key: 'reasons',
    permission: 'reference:write',
    touches: ['Reason'],
    kinds: REASON_KINDS,
    searchable: true,
    list: (query) => queries.listReasonsInfiniteOptions({ query }),
    one: (id) => queries.getReasonOptions({ path: { reason_id: id } }),
    ...writes('reason_id', api.createReason, api.updateReason, api.deleteReason, api.restoreReason),
  },
  {
    key: 'glCodes',
    permission: 'reference:write',
    touches: ['GlCode'],
    searchable: true,
    list: (query) => queries.listGlCodesInfiniteOptions({ query }),
    one: (id) => queries.getGlCodeOptions({ path: { gl_code_id: id } }),
    ...writes('gl_code_id', api.createGlCode, api.updateGlCode, api.deleteGlCode, api.restoreGlCode),
  },
  {
    key: 'tags',
    permission: 'tags:write',
    touches: ['Tag'],
    plain: true,
    searchable: true,
    list: (query) => queries.listTagsInfiniteOptions({ query }),
    one: (id) => queries.getTagOptions({ path: { tag_id: id } }),
    ...writes('tag_id', api.createTag, api.updateTag, api.deleteTag, api.restoreTag),
  },
  {
    key: 'assetTypes',
    permission: 'reference:write',
    touches: ['AssetType'],
    searchable: false,
    list: (query) => queries.listAssetTypesInfiniteOptions({ query }),
    one: (id) => queries.getAssetTypeOptions({ path: { kind_id: id } }),
    ...writes('kind_id', api.createAssetType, api.changeAssetType, api.deleteAssetType, api.restoreAssetType),
  },
  {
    key: 'assetCategories',
    permission: 'reference:write',
    touches: ['AssetCategor'],
    searchable: false,
    list: (query) => queries.listAssetCategoriesInfiniteOptions({ query }),
    one: (id) => queries.getAssetCategoryOptions({ path: { kind_id: id } }),
    ...writes('kind_id', api.createAssetCategory, api.changeAssetCategory, api.deleteAssetCategory, api.restoreAssetCategory),
  },
]

/** An asset as the fields of its form, and back. */
import { customPatch } from '@/ui/custom'
import type { AssetDetail, AssetPatch } from '@fettle/client'

const OWN = [
  'name', 'assetTypeId', 'number', 'description', 'categoryId', 'status', 'criticality', 'condition', 'manufacturer', 'model', 'serialNumber',
  'purchasedOn', 'installedOn', 'warrantyMonths', 'warrantyUntil', 'purchasePrice', 'replacementCost', 'latitude', 'longitude', 'tagIds', 'custom',
] as const satisfies ReadonlyArray<keyof AssetPatch>
/** Where it stands is said when it is made, and changed by moving it. */
const PLACE = ['parentId', 'siteId', 'locationId'] as const

export type Values = { [Field in (typeof OWN)[number] | (typeof PLACE)[number]]: AssetDetail[Field] | null }

export function valuesOf(asset: AssetDetail | undefined, usual: Partial<Values> = {}): Values {
  const fields = [...OWN, ...PLACE].map((field) => [field, asset?.[field] ?? usual[field] ?? null])
  const values = Object.fromEntries(fields) as Values
  return {
    ...values,
    name: values.name ?? '',
    status: values.status ?? 'in_service',
    criticality: values.criticality ?? 'medium',
    tagIds: values.tagIds ?? [],
    custom: values.custom ?? {},
  }
}

/** What is sent: of a new asset whatever is known, of an old one (`before`) what changed, without the place. */
export function bodyOf(values: Partial<Values>, before?: AssetDetail): AssetPatch {
  const fields: readonly string[] = before ? OWN : [...OWN, ...PLACE]
  const body = Object.fromEntries(Object.entries(values).filter(([field, value]) => fields.includes(field) && (before || (value !== null && value !== ''))))
  return (values.custom ? { ...body, custom: customPatch(before?.custom, values.custom) } : body) as AssetPatch
}

/**
 * Choosing things of the local database. The sheets: `AssetPicker`, `PlacePicker`, `StaffPicker` (`open`, `onClose`, `onPick` for one or
 * `onPickMany` for several). The fields that open them: `AssetField`, `PlaceField`, `StaffField`.
 */
export { AssetField } from './AssetField'
export { AssetPicker } from './AssetPicker'
export { assetDetail, type AssetItem, saidOfAsset, useAssetItems, useAssetsOf } from './assets'
export { GroupHead } from './GroupHead'
export { PickField } from './PickField'
export { PlaceField, type PlaceValue } from './PlaceField'
export { PlacePicker } from './PlacePicker'
export { pathText, type Place, usePlace, usePlaces } from './places'
export { remember, useRecent } from './recent'
export { found } from './search'
export { StaffField } from './StaffField'
export { type StaffItem } from './staff'
export { StaffPicker } from './StaffPicker'

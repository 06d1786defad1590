/** What other screens show of assets. */
export { AssetActs } from './AssetActs'
export { AssetBadges } from './AssetBadges'
export { WorkOn } from './WorkOn'

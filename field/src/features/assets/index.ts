/** What other screens show of assets. */
export { AssetActs } from './AssetActs'
export { AssetBadges } from './AssetBadges'
export { ThingsAt } from './ThingsAt'
export { WorkAt, WorkOn } from './WorkOn'

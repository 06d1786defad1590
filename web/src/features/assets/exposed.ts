/** What the screens of other features may use of assets. Their words are in `assets`. */
export { AssetForm } from './AssetForm'
export { AssetsOf } from './AssetsOf'

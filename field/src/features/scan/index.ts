/** Reading codes within other screens. */
export { find, type Found } from './find'
export { read } from './read'
export { Scanner, type ScannerProps } from './Scanner'

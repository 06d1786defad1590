/** A tenant's own fields on records. */
export { CustomValue } from './CustomValue'
export { type CustomLine } from './lines'
export { useCustomLines } from './useCustomLines'

export { accentOf } from './accent.ts'
export { contrast, parsed } from './colour.ts'

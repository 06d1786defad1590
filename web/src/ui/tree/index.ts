export { type Below, linesOf } from './tree'
export { Tree } from './Tree'

export { WorkLines } from './WorkLines'

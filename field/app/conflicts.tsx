export { default } from '@/conflicts/ConflictsScreen'

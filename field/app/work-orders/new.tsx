export { default } from '@/features/work/NewWork'

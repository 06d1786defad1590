export { default } from '@/features/work/WorkOrder'

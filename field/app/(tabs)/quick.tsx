export { default } from '@/features/quick/QuickFix'

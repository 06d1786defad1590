export { default } from '@/features/scan/LabelScreen'

export { default } from '@/features/assets/AssetsScreen'

export { default } from '@/features/assets/AssetScreen'

export { default } from '@/features/me/Settings'

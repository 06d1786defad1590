export { default } from '@/features/me/Me'

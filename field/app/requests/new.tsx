export { default } from '@/features/requests/NewRequestScreen'

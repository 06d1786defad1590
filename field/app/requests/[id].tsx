export { default } from '@/features/requests/RequestScreen'

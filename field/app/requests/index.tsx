export { default } from '@/features/requests/RequestsScreen'

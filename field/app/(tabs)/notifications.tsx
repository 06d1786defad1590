export { default } from '@/features/notifications/Notifications'

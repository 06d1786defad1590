export { default } from '@/features/log/LogWizard'

export { default } from '@/features/assets/readings/ReadingsScreen'

export { default } from '@/frame/Home'

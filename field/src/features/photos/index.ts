/** Pictures and documents for other screens. */
export { Documents, type DocumentsProps } from './Documents'
export { PhotoQueuePanel } from './PhotoQueuePanel'
export { Photos, type PhotosProps } from './Photos'
export type { PhotoRole, PhotoSubject } from '@/photos/subjects'

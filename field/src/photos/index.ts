/** Pictures on their way to the server, and what is kept of those that are there. */
export { addPhoto, dataOfPhoto, describePhoto, keepPhoto, removePhoto, removePhotosOf, retryPhoto } from './queue'
export { startPhotos } from './start'
export { usePhotoQueue, type PhotoQueue } from './usePhotoQueue'
export type { QueuedPhoto } from './queued'
export { usePhotosOf } from './usePhotosOf'
export type { PhotoRole, PhotoSubject } from './subjects'
export type { Photo, Trouble } from './way'
export type { Wait } from './plan'

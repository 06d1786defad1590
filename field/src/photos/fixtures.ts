/** For tests. */
import type { Photo } from './way.ts'

export const photo = (values: Partial<Photo> = {}): Photo => ({
  id: 'p1', _status: 'synced', _changed: '', subject: 'work_order', subject_id: 'w1', role: 'before', caption: null, name: '2026-03-02 08.15.00.jpg', media_type: 'image/jpeg',
  size: 1000, width: 2000, height: 1500, bytes: 'p1', state: 'waiting', sent: 0, upload: null, attachment_id: null, tries: 0, error: null, next_try_at: null, taken_at: 1, updated_at: 1,
  ...values,
})

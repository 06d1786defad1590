/** How pictures and what happens to them are worded. */
import type { TFunction } from 'i18next'
import type { QueuedPhoto } from '@/photos/queued'
import type { TileOf } from '@/photos/tiles'
import type { IconName, Meaning } from '@/ui'
import { asTime } from '@/words/format'

type T = TFunction<'fieldPhotos'>

/** What a picture is called: what somebody wrote under it, else what it shows. */
export const nameOf = (t: T, { caption, role }: Pick<TileOf, 'caption' | 'role'>): string => caption || `${t('photo')}, ${t(`role.${role}`)}`

export interface Said {
  text: string
  tone: Meaning
  icon: IconName
}

/** In a word. */
export function stateOf(t: T, { kind, share }: QueuedPhoto, long = false): Said {
  const percent = Math.round(share * 100)
  switch (kind) {
    case 'sending':
      return { text: t(long ? 'state.sendingLong' : 'state.sending', { percent }), tone: 'info', icon: 'cloud-upload' }
    case 'checking':
      return { text: t('state.checking'), tone: 'info', icon: 'cloud-upload' }
    case 'failed':
      return { text: t('state.failed'), tone: 'bad', icon: 'triangle-alert' }
    case 'sent':
      return { text: t('state.sent'), tone: 'good', icon: 'check' }
    case 'waiting':
      return { text: t('state.waiting'), tone: 'warn', icon: 'clock' }
  }
}

/** Why it has not arrived, in a sentence or two. */
export function whyOf(t: T, { kind, wait, trouble, photo }: QueuedPhoto): string {
  const met = trouble ? t(`trouble.${trouble.reason}`, { detail: trouble.detail ?? '' }) : ''
  if (kind === 'failed') return met
  if (kind !== 'waiting') return ''
  if (wait === 'later') return [met, photo.next_try_at ? t('wait.later', { at: asTime(photo.next_try_at) }) : ''].filter(Boolean).join(' ')
  return t(`wait.${wait ?? 'turn'}`)
}

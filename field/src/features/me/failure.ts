/** Why sync does not go on, in words. */
import type { TFunction } from 'i18next'
import type { Failure, SyncState } from '@/sync'

type Say = TFunction<'fieldMe'>

export function failureText(t: Say, failure: Failure): string {
  switch (failure.reason) {
    case 'problem':
      return [t('sync.problem', { detail: failure.detail }), failure.requestId ? t('sync.request', { id: failure.requestId }) : ''].filter(Boolean).join(' ')
    case 'busy':
      return t('sync.busy')
    case 'upgrade':
      return t('sync.upgrade')
    case 'broken':
      return t('sync.broken', { detail: failure.detail })
  }
}

/** What it does at this moment. */
export function doing(t: Say, state: Extract<SyncState, { kind: 'syncing' }>): string {
  if (state.phase === 'push') return state.sent ? t('sync.sent', { count: state.sent }) : t('sync.sending')
  return state.received ? t('sync.received', { count: state.received }) : t('sync.receiving')
}

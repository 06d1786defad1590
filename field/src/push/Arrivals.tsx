import { router } from 'expo-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Linking } from 'react-native'
// Browsers offer the installation once, early: somebody has to be listening.
import '@/features/me/install'
import { useUnread } from '@/features/notifications/unread'
import { serverAddress } from '@/platform/server'
import { syncNow } from '@/sync'
import { badge, listen } from './channel'
import { pathOf, screenOf } from './links'
import { keepUp } from './push'

/** Somebody tapped a message: its screen, or the office where the app has none. */
export function arrive(link: string): void {
  const screen = screenOf(link)
  if (screen) router.navigate(screen as never)
  else void Linking.openURL(`${serverAddress()}${pathOf(link)}`)
}

/** Takes in what comes from outside while somebody is signed in: push messages, taps on them; and the number on the app's icon. */
export function Arrivals() {
  const { t, i18n } = useTranslation('fieldMe')
  const unread = useUnread()
  useEffect(() => listen({ came: () => void syncNow(), opened: arrive }), [])
  useEffect(() => void keepUp(t('push.channel')), [t, i18n.language])
  useEffect(() => badge(unread), [unread])
  return null
}

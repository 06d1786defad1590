/** How this device is told things while nobody looks: on phones through Expo's push service. */
import type { DeviceBody } from '@fettle/client'
import Constants from 'expo-constants'
import * as Notifications from 'expo-notifications'
import { Linking, Platform } from 'react-native'
import { type Arrival, type Built, type Permission, projectOf, type Support } from './told.ts'

/** Settled when the app was built. */
const project = projectOf(Constants.expoConfig?.extra as Built | undefined, Platform.OS)

export const support = (): Support => (project ? 'yes' : 'noProject')

export async function permission(): Promise<Permission> {
  const { granted, canAskAgain } = await Notifications.getPermissionsAsync()
  return granted ? 'granted' : canAskAgain ? 'ask' : 'refused'
}

/** Ask the person, then the push service. `channelName`: what the phone's settings call it. */
export async function subscribe(_key: () => Promise<string>, channelName: string): Promise<DeviceBody> {
  if (Platform.OS === 'android') {
    await Notifications.setNotificationChannelAsync('default', { name: channelName, importance: Notifications.AndroidImportance.HIGH })
  }
  if ((await permission()) !== 'granted') await Notifications.requestPermissionsAsync()
  const { data } = await Notifications.getExpoPushTokenAsync({ projectId: project })
  return { channel: 'expo', address: data, name: Constants.deviceName ?? null }
}

export const unsubscribe = (): Promise<void> => Notifications.unregisterForNotificationsAsync()

export const openSettings: (() => void) | undefined = () => void Linking.openSettings()

const linkOf = (response: Notifications.NotificationResponse | null): string | undefined => {
  const link = response?.notification.request.content.data?.link
  return typeof link === 'string' ? link : undefined
}

/** Tells of messages as they come, and of those that somebody tapped, also the one that started the app. */
export function listen({ came, opened }: Arrival): () => void {
  Notifications.setNotificationHandler({
    handleNotification: async () => ({ shouldShowBanner: true, shouldShowList: true, shouldPlaySound: false, shouldSetBadge: false }),
  })
  const first = linkOf(Notifications.getLastNotificationResponse())
  if (first) {
    Notifications.clearLastNotificationResponse()
    opened(first)
  }
  const stops = [
    Notifications.addNotificationReceivedListener(came),
    Notifications.addNotificationResponseReceivedListener((response) => {
      const link = linkOf(response)
      if (link) opened(link)
    }),
  ]
  return () => stops.forEach((stop) => stop.remove())
}

export const badge = (count: number): void => void Notifications.setBadgeCountAsync(count).catch(() => undefined)

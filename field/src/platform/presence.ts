/** Whether there is a network, and when somebody looks at the app. */
import * as Network from 'expo-network'
import { AppState } from 'react-native'
import { makeStore } from '@fettle/kit/store'

export const online = makeStore(true)

Network.getNetworkStateAsync().then(
  (state) => online.set(state.isConnected !== false),
  () => undefined,
)
Network.addNetworkStateListener((state) => online.set(state.isConnected !== false))

/** Tells when the app comes to the front. Returns how to stop listening. */
export function onLook(look: () => void): () => void {
  const subscription = AppState.addEventListener('change', (state) => state === 'active' && look())
  return () => subscription.remove()
}

export const looking = (): boolean => AppState.currentState === 'active'

/** Runs one after the other what must not run twice at once. On a phone there is one app. */
export const inOneTab = <T>(_name: string, work: () => Promise<T>): Promise<T> => work()

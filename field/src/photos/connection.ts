/** Whether the network costs by volume, as far as the phone knows. */
import * as Network from 'expo-network'
import { makeStore } from '@fettle/kit/store'

const isMetered = ({ type }: Network.NetworkState) => type === Network.NetworkStateType.CELLULAR
/** `undefined`: this device cannot tell. */
export const metered = makeStore<boolean | undefined>(false)

Network.getNetworkStateAsync().then(
  (state) => metered.set(isMetered(state)),
  () => undefined,
)
Network.addNetworkStateListener((state) => metered.set(isMetered(state)))

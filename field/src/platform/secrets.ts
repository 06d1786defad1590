/** Where the session's refresh token lies: in the keychain of the phone. */
import * as SecureStore from 'expo-secure-store'

const KEY = 'fettle.refresh'

/** Whether this program keeps the token itself. A browser keeps it in a cookie that no script can read. */
export const keepsToken = true
export const readToken = (): Promise<string | null> => SecureStore.getItemAsync(KEY)
export const keepToken = (token: string): Promise<void> =>
  SecureStore.setItemAsync(KEY, token, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY })
export const forgetToken = (): Promise<void> => SecureStore.deleteItemAsync(KEY)

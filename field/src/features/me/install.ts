/** Phones have the app from their shop; there is nothing to install. */
export type Installing = 'no' | 'prompt' | 'ios'

export const useInstalling = (): Installing => 'no'
export const install = async (): Promise<boolean> => false

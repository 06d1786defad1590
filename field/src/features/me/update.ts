/** A newer version: phones get it from their shop. */
export const useUpdate = (): (() => void) | undefined => undefined

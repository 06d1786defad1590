/** What the reader of bar codes needs before it can start. Phones have it built in. */
export const prepareReader = async (): Promise<void> => undefined

/** Whether the light of the running camera can be switched. */
export const hasTorch = async (): Promise<boolean> => true

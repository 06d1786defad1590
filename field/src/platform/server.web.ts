export const asksForServer = false
export const serverAddress = (): string => location.origin
export const readServer = async (): Promise<void> => undefined
export const takeServer = async (_typed: string): Promise<void> => undefined

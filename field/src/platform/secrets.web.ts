export const keepsToken = false
export const readToken = async (): Promise<string | null> => null
export const keepToken = async (_token: string): Promise<void> => undefined
export const forgetToken = async (): Promise<void> => undefined

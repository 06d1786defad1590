export const readKept = async (key: string): Promise<string | null> => localStorage.getItem(`fettle.field.${key}`)
export const keep = async (key: string, value: string): Promise<void> => localStorage.setItem(`fettle.field.${key}`, value)
export const forget = async (key: string): Promise<void> => localStorage.removeItem(`fettle.field.${key}`)

import { makeStore } from '@fettle/kit/store'

/** Some browsers say what they are connected by, and whether somebody wants to save. */
interface Connection extends EventTarget {
  type?: string
  saveData?: boolean
}

const connection = (navigator as { connection?: Connection }).connection
const now = () => (connection?.type === undefined && !connection?.saveData ? undefined : connection.type === 'cellular' || connection.saveData === true)

export const metered = makeStore<boolean | undefined>(now())

connection?.addEventListener('change', () => metered.set(now()))

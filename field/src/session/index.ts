/** Who works here, for screens. */
import { createContext, useContext } from 'react'
import type { Person } from './records.ts'

export type { Person, SessionState } from './records.ts'
export { accessToken, enter, refreshPerson, sessionState, signIn, SignInNeeded, signOut, start, stepAside, useSession, workIn } from './session.ts'
export { leave, unsent } from './leaving.ts'

export const PersonContext = createContext<Person | undefined>(undefined)

/** The person who works here. Screens are shown only when there is one. */
export function usePerson(): Person & { may: (...permissions: string[]) => boolean; household: boolean } {
  const person = useContext(PersonContext)
  if (!person) throw new Error('usePerson outside of the signed-in screens')
  return {
    ...person,
    may: (...permissions) => permissions.every((permission) => person.permissions.includes(permission)),
    household: person.edition === 'household',
  }
}

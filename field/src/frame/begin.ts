/** What must be known before the first screen: the words, the look, who works here. */
import { connect } from '@/lib/api'
import { makeStore } from '@fettle/kit/store'
import { readLook } from '@/theme'
import { followSession, sessionState, start } from '@/session/session'
import { speak, startWords, takeNouns } from '@/words/words'
import { takeManners } from '@/words/format'
import { registerServiceWorker } from '@/platform/serviceWorker'

/** Goes up whenever words, nouns or formats change, so that everything is said anew. */
export const spoken = makeStore(0)
export const begun = makeStore(false)

export async function begin(): Promise<void> {
  await Promise.all([startWords(), readLook()])
  followSession(manners)
  connect()
  await start()
  connect()
  begun.set(true)
  registerServiceWorker()
}

function manners(): void {
  const now = sessionState()
  if (now.kind !== 'in') return
  const { locale, timeZone, currency } = now.person
  void speak(locale).then(() => {
    takeNouns(now.person)
    takeManners({ locale, zone: timeZone, currency })
    spoken.set(spoken.get() + 1)
  })
}

/** After another language was chosen. */
export async function speakHere(language: string): Promise<void> {
  await speak(language, true)
  manners()
}

/** What is being written, kept by this tab of the browser. */
import { readMentions } from '@fettle/kit/mentions'
import { useEffect, useState } from 'react'

const keep = (place: string, words: string) => (words ? sessionStorage.setItem(place, words) : sessionStorage.removeItem(place))

/** The words, and the accounts that were chosen: of several with one name those are meant. */
export function useDraft(name: string) {
  const place = `fettle.draft.${name}`
  const [words, setWords] = useState(() => sessionStorage.getItem(place) ?? '')
  const [chosen, setChosen] = useState(() => readMentions(sessionStorage.getItem(`${place}.to`)))
  useEffect(() => {
    keep(place, words)
    keep(`${place}.to`, words && chosen.length ? JSON.stringify(chosen) : '')
  }, [place, words, chosen])
  return {
    words,
    chosen,
    setWords,
    choose: (id: string) => setChosen((before) => [...before, id]),
    // At once: the box may be gone with it.
    clear: () => {
      keep(place, '')
      keep(`${place}.to`, '')
      setWords('')
      setChosen([])
    },
    /** After it could not be said, unless something else is written by now. Kept also where the box is gone. */
    bringBack: () => {
      if (!sessionStorage.getItem(place)) {
        keep(place, words)
        keep(`${place}.to`, chosen.length ? JSON.stringify(chosen) : '')
      }
      setWords((since) => since || words)
      setChosen((since) => (since.length ? since : chosen))
    },
  }
}

/** Choices that this person made on this device. */
import { useCallback, useState } from 'react'
import { row, useDatabase, useRow, write } from '@/db'

/** What is remembered under `name`, undefined until it is known, and how to remember something else. Shown at once, stored beside. */
export function useRemembered<T>(name: string, read: (text: string | null) => T): [T | undefined, (value: T) => void] {
  const database = useDatabase()
  const stored = useRow('settings', name)
  const [chosen, setChosen] = useState<T>()
  const choose = useCallback(
    (value: T) => {
      setChosen(value)
      void write(database, async (to) => {
        const text = JSON.stringify(value)
        if (await row(database, 'settings', name)) await to.update('settings', name, { value: text })
        else to.create('settings', { id: name, value: text })
      })
    },
    [database, name],
  )
  return [chosen ?? (stored === undefined ? undefined : read(stored?.value ?? null)), choose]
}

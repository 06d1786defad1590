import { useSyncExternalStore } from 'react'

/** Whether a media query holds, followed as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (told) => {
      const media = matchMedia(query)
      media.addEventListener('change', told)
      return () => media.removeEventListener('change', told)
    },
    () => matchMedia(query).matches,
  )
}

/** Too narrow for tables side by side. */
export const usePhone = (): boolean => useMedia('(max-width: 639px)')
/** Fingers instead of a mouse. */
export const useCoarse = (): boolean => useMedia('(pointer: coarse)')

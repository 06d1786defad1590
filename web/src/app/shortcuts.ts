/** Keys that work anywhere, as long as nobody is typing. Two keys in a row (`g w`) go to a screen. */
import { useEffect } from 'react'

export type Shortcuts = Record<string, () => void>

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && target.getAttribute('type') !== 'checkbox'
const busy = () => document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null

export function useShortcuts(keys: Shortcuts): void {
  useEffect(() => {
    let before = ''
    let timer: ReturnType<typeof setTimeout>
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && keys['ctrl+k']) {
        event.preventDefault()
        keys['ctrl+k']()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || busy()) return
      const act = keys[`${before} ${event.key}`.trim()] ?? keys[event.key]
      clearTimeout(timer)
      before = ''
      if (act) {
        event.preventDefault()
        act()
      } else if (Object.keys(keys).some((each) => each.startsWith(`${event.key} `))) {
        before = event.key
        timer = setTimeout(() => (before = ''), 1200)
      }
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [keys])
}

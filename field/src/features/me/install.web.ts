/** Installing the web app: browsers that can ask tell so once, at the start; on iPhones the person does it by hand. */
import { makeStore, useStore } from '@fettle/kit/store'

export type Installing = 'no' | 'prompt' | 'ios'
interface Prompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const standalone = () => matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true
const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1)
const offered = makeStore<Prompt | undefined>(undefined)

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offered.set(event as Prompt)
})
addEventListener('appinstalled', () => offered.set(undefined))

export function useInstalling(): Installing {
  const prompt = useStore(offered)
  if (standalone()) return 'no'
  return prompt ? 'prompt' : apple ? 'ios' : 'no'
}

/** Whether the person agreed. A browser lets itself be asked once. */
export async function install(): Promise<boolean> {
  const prompt = offered.get()
  if (!prompt) return false
  const { outcome } = await prompt.prompt()
  offered.set(undefined)
  return outcome === 'accepted'
}

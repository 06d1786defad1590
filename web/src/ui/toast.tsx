import i18n from 'i18next'
import { Problem, Unreachable } from '@fettle/kit/problems'
import { makeStore } from '@fettle/kit/store'

type Toast = typeof import('sonner').toast

/** Whether anything was said yet: the corner is loaded with the first words. */
export const saying = makeStore(false)
let stands: (toast: Toast) => void
const corner = new Promise<Toast>((done) => (stands = done))
/** The corner is there and hears what is said to `toast`. */
export const cornerStands = (toast: Toast): void => stands(toast)

function toaster(): Promise<Toast> {
  saying.set(true)
  return corner
}

/** Say in a corner that something is done, with a way to take it back. */
export function tell(words: string, undo?: () => void): void {
  void toaster().then((toast) => toast.success(words, undo && { action: { label: i18n.t('common:undo'), onClick: undo }, duration: 8000 }))
}

/** Say in a corner that something is done, with a way to go on from there. */
export function tellNext(words: string, next: { label: string; go: () => void }): void {
  void toaster().then((toast) => toast.success(words, { action: { label: next.label, onClick: next.go }, duration: 8000 }))
}

/** Say in a corner that something did not work, why, and the id under which the server's log knows it. */
export function tellProblem(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return
  const [title, reason] = [titleOf(error), reasonOf(error)]
  void toaster().then((toast) => toast.error(title, { description: reason === title ? undefined : reason, duration: 10_000 }))
}

export function titleOf(error: unknown): string {
  if (error instanceof Unreachable) return i18n.t('common:problem.unreachable')
  if (error instanceof Problem) return error.status >= 500 ? i18n.t('common:problem.broken') : error.title
  return i18n.t('common:problem.broken')
}

export function reasonOf(error: unknown): string {
  if (error instanceof Unreachable) return i18n.t('common:problem.unreachableHelp')
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : ''
  const said = error.faults.map((fault) => fault.message).join(' · ') || error.detail
  const id = error.status >= 500 && error.requestId
  return id ? `${said} ${i18n.t('common:problem.requestId', { id })}` : said
}

/** What lies over the screen looks alike. */
export const VEIL = 'fixed inset-0 z-40 bg-black/40 animate-appear'
export const POP = 'z-50 min-w-44 rounded-lg border bg-raised p-1 shadow-pop animate-appear'

/** One box to say what is wrong: its first line is the title. Pure. */

/** A title may be as long as this. */
export const TITLE = 120
/** The office takes as much. */
export const MOST = 5000

export interface Told {
  title: string
  description: string | null
}

/** `undefined` when nothing was said. */
export function toldOf(text: string): Told | undefined {
  const said = text.trim().slice(0, MOST)
  if (!said) return undefined
  const [first = '', ...rest] = said.split('\n')
  const line = first.replace(/\s+/g, ' ').trim()
  if (line.length <= TITLE) return { title: line, description: rest.join('\n').trim() || null }
  return { title: `${shortened(line, TITLE - 1)}…`, description: said }
}

/** As many whole words as fit; of one endless word its beginning. */
function shortened(line: string, most: number): string {
  const cut = line.slice(0, most + 1)
  const space = cut.lastIndexOf(' ')
  return space > most / 2 ? cut.slice(0, space) : line.slice(0, most)
}

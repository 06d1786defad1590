/** A tree as the list of lines that are seen of it, and what the keys of the WAI-ARIA tree pattern do in it. */

/** What is known below one node: its children so far, and whether there are more. */
export interface Below<Node> {
  nodes: readonly Node[]
  more?: boolean
}

export interface Branch<Node> {
  id: string
  node: Node
  level: number
  parent: string | null
  /** Its place among its siblings, from 1, and how many they are; -1 while that is not known. */
  at: number
  of: number
  open: boolean
}

/** A place where more siblings are read when it comes into view. */
export interface Rest {
  more: string | null
  level: number
}

export type Line<Node> = Branch<Node> | Rest

export const isBranch = <Node>(line: Line<Node>): line is Branch<Node> => 'id' in line

/** The lines that are seen: all nodes whose parents are open. `below(null)` are the outermost ones. */
export function linesOf<Node>(
  below: (parent: string | null) => Below<Node> | undefined,
  idOf: (node: Node) => string,
  open: ReadonlySet<string>,
): Line<Node>[] {
  const lines: Line<Node>[] = []
  const add = (parent: string | null, level: number) => {
    const known = below(parent)
    if (!known) return lines.push({ more: parent, level })
    known.nodes.forEach((node, index) => {
      const id = idOf(node)
      lines.push({ id, node, level, parent, at: index + 1, of: known.more ? -1 : known.nodes.length, open: open.has(id) })
      if (open.has(id)) add(id, level + 1)
    })
    if (known.more) lines.push({ more: parent, level })
  }
  add(null, 1)
  return lines
}

/** What a key does: go to a node, or open or close the present one. */
export type Step = { go: string } | { open: boolean } | undefined

export function stepOf<Node>(key: string, lines: readonly Line<Node>[], id: string, leaf: boolean): Step {
  const branches = lines.filter(isBranch)
  const at = branches.findIndex((branch) => branch.id === id)
  const now = branches[at]
  if (!now) return undefined
  const to = (index: number): Step => {
    const next = branches[Math.max(0, Math.min(branches.length - 1, index))]
    return next && { go: next.id }
  }
  switch (key) {
    case 'ArrowDown':
      return to(at + 1)
    case 'ArrowUp':
      return to(at - 1)
    case 'PageDown':
      return to(at + 10)
    case 'PageUp':
      return to(at - 10)
    case 'Home':
      return to(0)
    case 'End':
      return to(branches.length - 1)
    case 'ArrowRight': {
      if (leaf) return undefined
      if (!now.open) return { open: true }
      const next = branches[at + 1]
      return next?.parent === id ? { go: next.id } : undefined
    }
    case 'ArrowLeft':
      if (now.open && !leaf) return { open: false }
      return now.parent === null ? undefined : { go: now.parent }
    default:
      return undefined
  }
}

/** The next node after `id`, round about, whose name begins with what was typed. */
export function typedAhead<Node>(lines: readonly Line<Node>[], id: string, typed: string, nameOf: (node: Node) => string): string | undefined {
  const branches = lines.filter(isBranch)
  const from = branches.findIndex((branch) => branch.id === id)
  const sought = typed.toLocaleLowerCase()
  const first = sought.length > 1 ? from : from + 1
  for (let step = 0; step < branches.length; step++) {
    const branch = branches[(first + step + branches.length) % branches.length]!
    if (nameOf(branch.node).toLocaleLowerCase().startsWith(sought)) return branch.id
  }
  return undefined
}

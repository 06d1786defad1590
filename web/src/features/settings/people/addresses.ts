/** E-mail addresses out of what was typed or pasted: separated by anything but letters, each once, names around them left out. */
export function addressesIn(text: string): { good: string[]; bad: string[] } {
  const parts = text.split(/[\s,;<>]+/).filter((part) => part.includes('@'))
  const good = new Map<string, string>()
  const bad: string[] = []
  for (const part of parts) {
    if (/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(part)) good.set(part.toLowerCase(), good.get(part.toLowerCase()) ?? part)
    else bad.push(part)
  }
  return { good: [...good.values()], bad }
}

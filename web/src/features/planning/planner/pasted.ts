/** What was pasted from another program: the rule, and where it begins if that is said. */
export function readPasted(text: string): { rule: string; anchor?: string } {
  const lines = text
    .trim()
    .split(/\s*[\r\n]+\s*/)
    .filter(Boolean)
  const rule = (lines.find((line) => /FREQ=/i.test(line)) ?? lines[0] ?? '').replace(/^RRULE\s*:/i, '').trim()
  const start = lines.map((line) => /^DTSTART[^:]*:(\d{4})(\d{2})(\d{2})/i.exec(line)).find(Boolean)
  return start ? { rule, anchor: `${start[1]}-${start[2]}-${start[3]}` } : { rule }
}

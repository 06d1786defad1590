const two = (value: number) => String(value).padStart(2, '0')

/** What a picture is called: the moment it was taken, as the clock on the wall said. */
export function nameOf(at: number): string {
  const on = new Date(at)
  const day = [on.getFullYear(), two(on.getMonth() + 1), two(on.getDate())].join('-')
  return `${day} ${two(on.getHours())}.${two(on.getMinutes())}.${two(on.getSeconds())}.jpg`
}

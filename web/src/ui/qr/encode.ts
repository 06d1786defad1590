/**
 * QR codes (ISO/IEC 18004) of short texts: bytes, level M, versions 1 to 10. Enough for an address of this site, and small enough
 * not to need a library. Pure.
 */

/** Per version: codewords of error correction in a block, and how many data codewords each block has (level M). */
const BLOCKS: ReadonlyArray<readonly [ec: number, data: readonly number[]]> = [
  [10, [16]], [16, [28]], [26, [44]], [18, [32, 32]], [24, [43, 43]], [16, [27, 27, 27, 27]], [18, [31, 31, 31, 31]], [22, [38, 38, 39, 39]], [22, [36, 36, 36, 37, 37]], [26, [43, 43, 43, 43, 44]],
]
/** Centres of the alignment patterns. */
const ALIGNMENT: readonly number[][] = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]]

type Grid = boolean[][]

/** Rows of modules, true for dark; undefined for a text that is too long. */
export function qrOf(text: string, force?: { mask: number }): Grid | undefined {
  const bytes = new TextEncoder().encode(text)
  const version = BLOCKS.findIndex(([, data], at) => sum(data) * 8 >= 4 + (at + 1 < 10 ? 8 : 16) + bytes.length * 8) + 1
  if (version === 0) return undefined
  const codewords = interleaved(dataOf(bytes, version), version)
  const masks = force ? [force.mask] : [0, 1, 2, 3, 4, 5, 6, 7]
  const drawn = masks.map((mask) => draw(codewords, version, mask))
  return drawn.reduce((best, grid) => (penalty(grid) < penalty(best) ? grid : best))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

function dataOf(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const push = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >> bit) & 1)
  }
  push(0b0100, 4)
  push(bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) push(byte, 8)
  const capacity = sum(BLOCKS[version - 1]![1]) * 8
  push(0, Math.min(4, capacity - bits.length))
  push(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) push(pad, 8)
  return Array.from({ length: bits.length / 8 }, (_, at) => bits.slice(at * 8, at * 8 + 8).reduce((byte, bit) => (byte << 1) | bit, 0))
}

function interleaved(data: number[], version: number): number[] {
  const [ec, sizes] = BLOCKS[version - 1]!
  const divisor = divisorOf(ec)
  let from = 0
  const blocks = sizes.map((size) => data.slice(from, (from += size)))
  const corrections = blocks.map((block) => remainderOf(block, divisor))
  const made: number[] = []
  for (let at = 0; at < Math.max(...sizes); at++) for (const block of blocks) if (at < block.length) made.push(block[at]!)
  for (let at = 0; at < ec; at++) for (const correction of corrections) made.push(correction[at]!)
  return made
}

/** Product in GF(2^8) by 0x11d. */
function times(one: number, other: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((other >>> bit) & 1) * one
  }
  return product
}

function divisorOf(degree: number): number[] {
  const made = [...Array<number>(degree - 1).fill(0), 1]
  let root = 1
  for (let each = 0; each < degree; each++) {
    for (let at = 0; at < degree; at++) made[at] = times(made[at]!, root) ^ (made[at + 1] ?? 0)
    root = times(root, 2)
  }
  return made
}

function remainderOf(data: number[], divisor: number[]): number[] {
  const made = divisor.map(() => 0)
  for (const byte of data) {
    const factor = byte ^ made.shift()!
    made.push(0)
    divisor.forEach((each, at) => (made[at]! ^= times(each, factor)))
  }
  return made
}

const MASKS: ReadonlyArray<(row: number, column: number) => boolean> = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_r, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
]

function draw(codewords: number[], version: number, mask: number): Grid {
  const size = version * 4 + 17
  const grid: Grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const taken: Grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const set = (row: number, column: number, dark: boolean) => {
    if (row < 0 || column < 0 || row >= size || column >= size) return
    grid[row]![column] = dark
    taken[row]![column] = true
  }
  patterns(version, size, set)
  formats(version, mask, size, set)
  let bit = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    const upward = ((right + 1) & 2) === 0
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (taken[row]![column]) continue
        const dark = bit < codewords.length * 8 && ((codewords[bit >> 3]! >> (7 - (bit & 7))) & 1) === 1
        grid[row]![column] = dark !== MASKS[mask]!(row, column)
        bit++
      }
    }
  }
  return grid
}

type Set = (row: number, column: number, dark: boolean) => void

function patterns(version: number, size: number, set: Set): void {
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) {
    for (let dr = -4; dr <= 4; dr++) {
      for (let dc = -4; dc <= 4; dc++) {
        const ring = Math.max(Math.abs(dr), Math.abs(dc))
        set(row + dr, column + dc, ring !== 2 && ring !== 4)
      }
    }
  }
  const centres = ALIGNMENT[version - 1]!
  const last = centres.length - 1
  centres.forEach((row, i) =>
    centres.forEach((column, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return
      for (let dr = -2; dr <= 2; dr++) for (let dc = -2; dc <= 2; dc++) set(row + dr, column + dc, Math.max(Math.abs(dr), Math.abs(dc)) !== 1)
    }),
  )
}

function formats(version: number, mask: number, size: number, set: Set): void {
  // Level M is 0 in the two upper bits.
  let rest = mask
  for (let step = 0; step < 10; step++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((mask << 10) | rest) ^ 0x5412
  const on = (at: number) => ((bits >>> at) & 1) === 1
  for (let at = 0; at <= 5; at++) set(at, 8, on(at))
  set(7, 8, on(6))
  set(8, 8, on(7))
  set(8, 7, on(8))
  for (let at = 9; at < 15; at++) set(8, 14 - at, on(at))
  for (let at = 0; at < 8; at++) set(8, size - 1 - at, on(at))
  for (let at = 8; at < 15; at++) set(size - 15 + at, 8, on(at))
  set(size - 8, 8, true)
  if (version < 7) return
  let remainder = version
  for (let step = 0; step < 12; step++) remainder = (remainder << 1) ^ ((remainder >>> 11) * 0x1f25)
  const word = (version << 12) | remainder
  for (let at = 0; at < 18; at++) {
    const dark = ((word >>> at) & 1) === 1
    const [a, b] = [size - 11 + (at % 3), Math.floor(at / 3)]
    set(b, a, dark)
    set(a, b, dark)
  }
}

/** How hard a reader finds the grid: long runs, blocks of one colour, and too much of either. */
function penalty(grid: Grid): number {
  const size = grid.length
  const lines = [...grid, ...grid.map((_, column) => grid.map((row) => row[column]!))]
  let points = 0
  for (const line of lines) {
    let run = 1
    for (let at = 1; at <= size; at++) {
      if (at < size && line[at] === line[at - 1]) run++
      else {
        if (run >= 5) points += run - 2
        run = 1
      }
    }
    const text = line.map((dark) => (dark ? '1' : '0')).join('')
    for (const finder of ['10111010000', '00001011101']) for (let at = text.indexOf(finder); at >= 0; at = text.indexOf(finder, at + 1)) points += 40
  }
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const dark = grid[row]![column]
      if (dark === grid[row]![column + 1] && dark === grid[row + 1]![column] && dark === grid[row + 1]![column + 1]) points += 3
    }
  }
  const share = (sum(grid.map((row) => row.filter(Boolean).length)) * 100) / (size * size)
  return points + Math.floor(Math.abs(share - 50) / 5) * 10
}

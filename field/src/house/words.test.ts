import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sources, wordsFolder } from './sources.ts'

type Tree = { [key: string]: string | Tree }

function read(language: string, part: string): Map<string, string> {
  const flat = new Map<string, string>()
  const walk = (tree: Tree, before: string) => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'string') flat.set(before + key, value)
      else walk(value, `${before}${key}.`)
    }
  }
  walk(JSON.parse(readFileSync(join(wordsFolder, language, `${part}.json`), 'utf8')) as Tree, '')
  return flat
}

const parts = readdirSync(join(wordsFolder, 'en')).filter((name) => name.startsWith('field')).map((name) => name.replace('.json', ''))
const lent = ['common', 'nouns']
const words = Object.fromEntries([...parts, ...lent].map((part) => [part, { en: read('en', part), es: read('es', part) }]))
const code = sources.map(({ text }) => text).join('\n')
const plain = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')
const variables = (text: string) => [...text.matchAll(/{{\s*([\w.]+)/g)].map((match) => match[1]!).filter((name) => !name.startsWith('w.')).sort()

/** Keys as the code asks for them: `part:key` or, in a file that speaks of one part, `key`; `prefix.${…}` as a prefix. */
const asked = [...code.matchAll(/['"`]((?:\w+:)?[\w-]+(?:\.[\w-]+)*)(\.?\$\{|['"`])/g)]
const literal = new Set(asked.filter((match) => !match[2]!.includes('${')).map((match) => match[1]!.replace(/^\w+:/, '')))
const prefixes = [...code.matchAll(/`((?:\w+:)?[\w.-]+?)\.?\$\{/g)].map((match) => match[1]!.replace(/^\w+:/, ''))

describe.each(parts)('the words of %s', (part) => {
  const { en, es } = words[part]!
  it('are the same keys in both languages', () => expect([...new Set([...es.keys()].map(plain))].sort()).toEqual([...new Set([...en.keys()].map(plain))].sort()))
  it('say something in both languages', () => expect([...en, ...es].filter(([, value]) => value.trim() === '').map(([key]) => key)).toEqual([]))
  it('take the same variables in both languages', () =>
    expect([...en].filter(([key, value]) => es.has(key) && variables(value).join() !== variables(es.get(key)!).join()).map(([key]) => key)).toEqual([]))
  // What the phone itself says is asked for by the configuration.
  it.runIf(part !== 'fieldNative')('are all used', () =>
    expect([...en.keys()].map(plain).filter((key) => !literal.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))).toEqual([]))
})

describe('every file', () => {
  const known = new Map(Object.entries(words).map(([part, { en }]) => [part, new Set([...en.keys()].flatMap((key) => [key, plain(key)]))]))
  it.each(sources.filter(({ text }) => /useTranslation|i18n\.t\(/.test(text)))('$path asks for words that there are', ({ text }) => {
    const own = [...text.matchAll(/useTranslation\(\s*\[?((?:'\w+'(?:,\s*)?)*)/g)].flatMap((match) => [...match[1]!.matchAll(/'(\w+)'/g)].map((name) => name[1]!))
    const spoken = own.length ? own : ['field']
    const missing = [...text.matchAll(/\b\w*[tT]\(\s*'(?:(\w+):)?([\w.-]+)'/g)]
      .filter(([all]) => /^(?:t|\w+T)\(|\.t\(/.test(all))
      .filter(([, part, key]) => !(part ? [part] : [...spoken, 'field', 'common']).some((name) => known.get(name)?.has(key!)))
      .map(([, part, key]) => `${part ? `${part}:` : ''}${key}`)
    expect(missing).toEqual([])
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from './fixtures'

/** What the mail server of the tests holds, as it came. */
function mails(): string[] {
  const folder = join(process.env.FETTLE_E2E ?? '', 'mail', 'new')
  return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')) : []
}

/** Quoted-printable text as it was written. */
const plain = (mail: string) => mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, code: string) => String.fromCharCode(parseInt(code, 16)))

/** The link in the mail to `address` whose path begins with `path`, as soon as it has come. */
export async function linkTo(address: string, path: string): Promise<string> {
  let found = ''
  await expect
    .poll(() => {
      const mail = mails().map(plain).find((each) => each.includes(address) && each.includes(path))
      found = mail ? new RegExp(`https?://[^\\s"<>]*${path}[^\\s"<>]*`).exec(mail)?.[0] ?? '' : ''
      return found
    }, { timeout: 30_000, message: `mail to ${address}` })
    .not.toBe('')
  return new URL(found).pathname + new URL(found).search + new URL(found).hash
}

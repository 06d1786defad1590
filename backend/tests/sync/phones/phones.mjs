// Many phones in one process: `node phones.mjs` reads a command on each line, {number, device, do, ...}, and answers on a
// line of its own, {number, done} or {number, failed}. Commands of different phones run at the same time.
import { createInterface } from 'node:readline';
import { Phone } from './phone.mjs';

const phones = new Map();
const COMMANDS = ['restart', 'set', 'pulledAt', 'write', 'dump', 'digest', 'get', 'unsent', 'sync', 'reached', 'release'];

async function done({ device, do: name, ...given }) {
  if (name === 'open') {
    phones.set(device, new Phone(given));
    return null;
  }
  if (name === 'close') return phones.delete(device);
  if (!COMMANDS.includes(name)) throw new Error(`no such command: ${name}`);
  return phones.get(device)[name](given);
}

function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const { number, ...command } = JSON.parse(line);
    try {
      say({ number, done: (await done(command)) ?? null });
    } catch ({ name, message, status, cause, passed, stack }) {
      say({ number, failed: { name, message, status, passed, cause: cause && String(cause), stack } });
    }
  })
  .on('close', () => process.exit());

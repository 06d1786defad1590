// A way to the server that breaks off: for one connection, after so many bytes of what is sent or of what is answered.
import { connect, createServer } from 'node:net';

export async function cutting(base, { side, after, reset = false }) {
  const target = new URL(base);
  const passed = { up: 0, down: 0, cut: false };
  const server = createServer((phone) => {
    server.close();
    const office = connect(Number(target.port), target.hostname);
    const end = () => {
      passed.cut = true;
      for (const socket of [phone, office]) reset ? socket.resetAndDestroy() : socket.destroy();
    };
    const carry = (from, to, way) => {
      from.on('data', (bytes) => {
        const left = way === side ? after - passed[way] : bytes.length;
        const taken = bytes.subarray(0, left);
        passed[way] += taken.length;
        const complete = taken.length === bytes.length;
        if (taken.length) to.write(taken, complete ? undefined : end);
        if (!complete && !taken.length) end();
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    };
    carry(phone, office, 'up');
    carry(office, phone, 'down');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { base: `http://127.0.0.1:${server.address().port}`, passed, close: () => server.close() };
}

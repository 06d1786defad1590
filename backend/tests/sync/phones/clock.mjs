// What each phone has of its own although they share a process: within `at({offset, complaints}, work)` it is `offset`
// milliseconds later than it really is, and what the client complains about is collected.
import { AsyncLocalStorage } from 'node:async_hooks';

const Real = globalThis.Date;
const phones = new AsyncLocalStorage();

globalThis.Date = class Date extends Real {
  constructor(...given) {
    super(...(given.length ? given : [Date.now()]));
  }
  static now() {
    return Real.now() + (phones.getStore()?.offset ?? 0);
  }
};

export const at = (phone, work) => phones.run(phone, work);

export const complain = (words) => phones.getStore()?.complaints.push(words);

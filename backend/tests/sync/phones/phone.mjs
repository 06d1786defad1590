// One phone: a database of WatermelonDB as the app has it, synchronized by WatermelonDB itself.
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { at, complain } from './clock.mjs';
import { cutting } from './cutting.mjs';

const require = createRequire(import.meta.url);
const { Database, Model, appSchema, tableSchema } = require('@nozbe/watermelondb');
const { schemaMigrations, createTable, addColumns } = require('@nozbe/watermelondb/Schema/migrations');
const { setGenerator } = require('@nozbe/watermelondb/utils/common/randomId');
const { synchronize, hasUnsyncedChanges } = require('@nozbe/watermelondb/sync');
const LokiJSAdapter = require('@nozbe/watermelondb/adapters/lokijs').default;
const logger = require('@nozbe/watermelondb/utils/common/logger').default;
const { LokiMemoryAdapter } = require('lokijs');

// What the client itself finds strange about an answer.
logger.silence();
logger.warn = logger.error = (...words) => complain(words.map(String).join(' '));

const PULLED_AT = '__watermelon_last_pulled_at';
const MOST_PAGES = 2000;
const MOST_STALE = 5;

// A UUID of version 7, by the clock of the phone.
function uuid7() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

setGenerator(uuid7);

const column = ({ name, type, isOptional, isIndexed }) => ({ name, type, isOptional, isIndexed });

// The declaration as an app of that version was built with it.
function schemaOf(declared, version) {
  const known = (each) => each.since <= version;
  return appSchema({
    version,
    tables: declared.tables
      .filter(known)
      .map((table) => tableSchema({ name: table.name, columns: table.columns.filter(known).map(column) })),
  });
}

function migrationsOf(declared, version) {
  const columnsOf = (table, names) =>
    declared.tables.find(({ name }) => name === table).columns.filter(({ name }) => !names || names.includes(name));
  return schemaMigrations({
    migrations: declared.migrations
      .filter(({ toVersion }) => toVersion <= version)
      .map(({ toVersion, tables, columns }) => ({
        toVersion,
        steps: [
          ...tables.map((name) =>
            createTable({ name, columns: columnsOf(name).filter(({ since }) => since <= toVersion).map(column) }),
          ),
          ...columns.map(({ table, columns: names }) =>
            addColumns({ table, columns: columnsOf(table, names).map(column) }),
          ),
        ],
      })),
  });
}

class Answered extends Error {
  constructor(status, text) {
    super(`answered ${status}: ${text.slice(0, 2000)}`);
    this.name = 'Answered';
    this.status = status;
  }
}

export class Phone {
  constructor({ declared, version, token, base, clock = 0, gzip = false }) {
    Object.assign(this, { declared, version, token, base, clock, gzip });
    this.disk = new LokiMemoryAdapter();
    this.faults = [];
    this.start();
  }

  start() {
    const schema = schemaOf(this.declared, this.version);
    const adapter = new LokiJSAdapter({
      schema,
      migrations: migrationsOf(this.declared, this.version),
      useWebWorker: false,
      useIncrementalIndexedDB: true,
      _testLokiAdapter: this.disk,
      extraLokiOptions: { autosave: false },
    });
    const modelClasses = Object.keys(schema.tables).map(
      (name) =>
        class extends Model {
          static table = name;
        },
    );
    this.database = new Database({ adapter, modelClasses });
    this.tables = Object.keys(schema.tables);
  }

  within(work, complaints = []) {
    return at({ offset: this.clock, complaints }, work);
  }

  // The app is ended and started anew, perhaps as a newer version of itself.
  async restart({ declared = this.declared, version = this.version } = {}) {
    await new Promise((saved, failed) =>
      this.database.adapter.underlyingAdapter._driver.loki.saveDatabase((error) => (error ? failed(error) : saved())),
    );
    Object.assign(this, { declared, version });
    this.start();
    return version;
  }

  set({ token = this.token, base = this.base, clock = this.clock, pulledAt }) {
    Object.assign(this, { token, base, clock });
    return pulledAt === undefined ? null : this.database.adapter.setLocal(PULLED_AT, String(pulledAt));
  }

  async pulledAt() {
    const stored = await this.database.adapter.getLocal(PULLED_AT);
    return stored ? Number.parseInt(stored, 10) : null;
  }

  // What somebody does on the phone, in one transaction: [{create|update|delete: table, id?, columns?}]. The ids.
  write({ steps }) {
    return this.within(() =>
      this.database.write(async () => {
        const prepared = [];
        for (const step of steps) prepared.push(await this.prepare(step));
        await this.database.batch(...prepared);
        return prepared.map(({ id }) => id);
      }),
    );
  }

  async prepare({ create, update, delete: remove, id, columns = {} }) {
    const collection = this.database.get(create ?? update ?? remove);
    const fill = (record) => {
      if (create && id) record._raw.id = id;
      for (const [name, value] of Object.entries(columns)) record._setRaw(name, meant(value));
    };
    if (create) return collection.prepareCreate(fill);
    const record = await collection.find(id);
    return update ? record.prepareUpdate(fill) : record.prepareMarkAsDeleted();
  }

  async dump({ tables = this.tables, status = false }) {
    const found = {};
    for (const name of tables) {
      const raws = (await this.database.get(name).query().fetch()).map(({ _raw }) => ({ ..._raw }));
      raws.sort((one, other) => (one.id < other.id ? -1 : 1));
      for (const raw of raws) {
        delete raw.$loki;
        delete raw.meta;
        if (!status) delete raw._status, delete raw._changed;
      }
      found[name] = raws;
    }
    return found;
  }

  // A short name for all that is on the phone: two phones that hold the same have the same.
  async digest() {
    const found = await this.dump({});
    for (const name of this.tables) found[name] = found[name].map((raw) => Object.entries(raw).sort());
    return createHash('sha256').update(JSON.stringify(found)).digest('hex');
  }

  async get({ table, id }) {
    const [record] = (await this.database.get(table).query().fetch()).filter((each) => each.id === id);
    return record ? { ...record._raw } : null;
  }

  unsent() {
    return hasUnsyncedChanges({ database: this.database });
  }

  // A push with `wait` stands still until it is released; `reached` tells when it does.
  reached() {
    return this.gate.reached.promise;
  }

  release() {
    this.gate.open.resolve();
  }

  // As the app does it: pages until there are no more, once more where what was pushed had become stale.
  async sync({ faults = [] } = {}) {
    this.faults = [...faults];
    this.gate = { reached: later(), open: later() };
    const said = { pages: 0, stale: 0, pulled: 0, deleted: 0, sent: 0, replaced: false, rejected: [], messages: [] };
    Object.assign(said, { passed: [], complaints: [] });
    await this.within(async () => {
      for (;;) {
        try {
          await this.pagesOf(said);
          return;
        } catch (error) {
          if (error.status !== 409 || said.stale >= MOST_STALE) throw error;
          said.stale += 1;
        }
      }
    }, said.complaints);
    said.timestamp = await this.pulledAt();
    return said;
  }

  async pagesOf(said) {
    for (let more = true; more; ) {
      if ((said.pages += 1) > MOST_PAGES) throw new Error('these pages never end');
      more = false;
      await synchronize({
        database: this.database,
        sendCreatedAsUpdated: true,
        migrationsEnabledAtVersion: 1,
        pullChanges: (asked) => this.pull(asked, said),
        onDidPullChanges: ({ hasMore }) => (more = hasMore === true),
        pushChanges: (given) => this.push(given, said),
      });
    }
  }

  async pull({ lastPulledAt, schemaVersion, migration }, said) {
    const asked = `last_pulled_at=${lastPulledAt}&schema_version=${schemaVersion}&migration=${encodeURIComponent(
      JSON.stringify(migration),
    )}`;
    const answer = await this.request('pull', `/v1/sync/pull?${asked}`, {}, said);
    for (const { updated, deleted } of Object.values(answer.changes)) {
      said.pulled += updated.length;
      said.deleted += deleted.length;
    }
    said.replaced ||= answer.experimentalStrategy !== undefined;
    said.messages.push(...(answer.messages ?? []));
    return answer;
  }

  async push({ changes, lastPulledAt }, said) {
    const body = JSON.stringify(changes);
    const headers = this.gzip ? { 'Content-Encoding': 'gzip' } : {};
    const options = { method: 'POST', body: this.gzip ? gzipSync(body) : body, headers };
    const answer = await this.request('push', `/v1/sync/push?last_pulled_at=${lastPulledAt}`, options, said);
    for (const { created, updated, deleted } of Object.values(changes)) {
      said.sent += created.length + updated.length + deleted.length;
    }
    said.rejected.push(...(answer.rejected ?? []));
    return answer;
  }

  // A fault is {on: 'pull' | 'push', skip?} with `lose` (the answer), `times` (sent so often at once), `wait`, or a cut.
  fault(on) {
    const found = this.faults.findIndex((each) => each.on === on);
    if (found < 0) return {};
    if (this.faults[found].skip) {
      this.faults[found].skip -= 1;
      return {};
    }
    return this.faults.splice(found, 1)[0];
  }

  async request(on, path, options, said) {
    const fault = this.fault(on);
    if (fault.wait) {
      this.gate.reached.resolve();
      await this.gate.open.promise;
    }
    const way = fault.side ? await cutting(this.base, fault) : { base: this.base, close() {} };
    const headers = { Authorization: `Bearer ${this.token}`, ...options.headers };
    const ask = async () => {
      const response = await fetch(`${way.base}${path}`, { ...options, headers });
      const text = await response.text();
      if (!response.ok) throw new Answered(response.status, text);
      return JSON.parse(text);
    };
    try {
      const answers = await Promise.all(Array.from({ length: fault.times ?? 1 }, ask));
      if (fault.lose) throw new TypeError('the answer was lost');
      return answers[0];
    } catch (error) {
      error.passed = way.passed;
      throw error;
    } finally {
      way.close();
      if (way.passed) said.passed.push(way.passed);
    }
  }
}

function later() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = () => resolve(null)));
  return made;
}

// Values that depend on the clock of the phone: {now: milliseconds} and {today: days}.
function meant(value) {
  if (value === null || typeof value !== 'object') return value;
  if ('now' in value) return Date.now() + value.now;
  return new Date(Date.now() + value.today * 86_400_000).toISOString().slice(0, 10);
}

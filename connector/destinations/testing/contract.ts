// What every destination must do, as one function. It runs with any test runner that has `describe` and `test`.
import assert from 'node:assert/strict';
import {
  capabilitiesOf,
  type DeclaredCapabilities,
  type DestinationCapabilities,
} from '../../model/capabilities.js';
import { accountCases } from './accounts.js';
import { equal, refused, sameRows } from './assertions.js';
import { commentCases } from './comments.js';
import {
  batch,
  bill,
  type Context,
  type ContractCase,
  type Fixture,
  readBack,
  tableSession,
  write,
} from './context.js';
import { endOfRunCases } from './end-of-run.js';
import { latestCases } from './latest.js';
import { readingCasesAndLock } from './reading.js';
import { rowCases } from './rows.js';
import { schemaCases } from './schemas.js';
import { valueCases } from './values.js';
import { viewCases } from './views.js';

type Body = () => Promise<void>;

/** What the suite needs of a test runner: `{ describe, test }` of node:test, Jest, Vitest, or `{ describe, test: it }`. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  test: {
    (name: string, body: Body): unknown;
    /** Without it a skipped test is one that passes. */
    skip?(name: string, body: Body): unknown;
  };
}

export interface ContractSubject {
  name: string;
  /** As the destination declares them: what they exclude is skipped, with the capability in the test's name. */
  capabilities?: DeclaredCapabilities;
  /** Called before each test. */
  fixture(): Promise<Fixture> | Fixture;
}

/** Declares a test for each promise of a destination. Each has a fixture and a session of its own. */
export function destinationContract(subject: ContractSubject, runner: TestRunner): void {
  const capabilities = capabilitiesOf(subject);
  runner.describe(`${subject.name}: a destination`, () => {
    for (const one of CASES) {
      const missing = (one.needs ?? []).filter((need) => !capabilities[need]);
      if (missing.length === 0) runner.test(one.name, () => runCase(one, subject, capabilities));
      else skip(`${one.name} (skipped: no ${missing.join(', ')})`, runner);
    }
  });
}

function skip(name: string, { test }: TestRunner): void {
  const body = async () => undefined;
  if (test.skip) test.skip(name, body);
  else test(name, body);
}

async function runCase(
  { run }: ContractCase,
  { fixture: make }: ContractSubject,
  capabilities: DestinationCapabilities,
): Promise<void> {
  const fixture = await make();
  try {
    const session = await fixture.destination().open();
    try {
      await run({
        session,
        capabilities,
        destination: () => fixture.destination(),
        read: async (table) => {
          const rows = fixture.read?.(table) ?? readBack(fixture.destination(), capabilities, table);
          return [...(await rows)];
        },
      });
    } finally {
      await session.close();
    }
  } finally {
    await fixture.remove?.();
  }
}

const SESSION_CASES: readonly ContractCase[] = [
  {
    name: 'it declares the capabilities that are tested, and has their methods',
    run: async ({ session, capabilities, destination }) => {
      equal(capabilitiesOf(destination()), capabilities);
      if (capabilities.replace && capabilities.markDeleted) tableSession(session);
      equal(Boolean(session.swap), capabilities.replace);
      equal(Boolean(session.discard), capabilities.replace);
      equal(Boolean(session.markDeleted), capabilities.markDeleted);
      equal(Boolean(session.comments), capabilities.comments);
      equal(Boolean(session.views), capabilities.sql !== null);
      equal(Boolean(destination().share), capabilities.accountsAtOnce);
    },
  },
  {
    name: 'it has a name, a place in words, and can be checked',
    run: async ({ destination }) => {
      const one = destination();
      assert.match(one.name, /\S/);
      assert.match(one.location, /\S/);
      assert.match(await one.check(), /\S/);
    },
  },
  {
    name: 'reopened, it knows its tables and goes on',
    needs: ['state', 'merge', 'readBack'],
    run: async ({ session, destination, read }) => {
      await write(session, batch('bill', { id: 'text', n: 'decimal' }, ['id'], [['a', 1]]));
      await session.close();
      const again = await destination().open();
      try {
        const columns = [
          { name: 'id', type: 'text', path: 'p.id' },
          { name: 'n', type: 'decimal', path: 'p.n' },
        ];
        equal(await again.tables(), [{ table: 'bill', columns, primaryKey: ['id'] }]);
        await write(again, bill(['a', 2], ['b', 3]));
        sameRows(await read('bill'), [
          { id: 'a', n: '2' },
          { id: 'b', n: '3' },
        ]);
      } finally {
        await again.close();
      }
    },
  },
  {
    name: 'closed, it says so; closing twice is no error',
    run: async ({ session }: Context) => {
      await session.close();
      await session.close();
      await refused(session.tables());
      await refused(write(session, bill(['a', 1])));
    },
  },
];

const CASES: readonly ContractCase[] = [
  ...valueCases,
  ...rowCases,
  ...schemaCases,
  ...endOfRunCases,
  ...readingCasesAndLock,
  ...accountCases,
  ...latestCases,
  ...viewCases,
  ...commentCases,
  ...SESSION_CASES,
];

// The contract of destinations with SQL: views beside the tables.
import type { ViewText } from '../../model/view-text.js';
import { equal, refused } from './assertions.js';
import { batch, type ContractCase, write } from './context.js';

const view = (name: string, sql: string): ViewText => ({
  name,
  columns: ['id', 'n'],
  sql,
  about: `It's ${name}`,
});
const DOUBLED = view('doubled', 'SELECT id, n * 2 FROM bill');

export const viewCases: readonly ContractCase[] = [
  {
    name: 'views are made all at once in place of those before, and dropped by an empty list',
    needs: ['sql'],
    run: async ({ session }) => {
      await write(session, batch('bill', { id: 'text', n: 'bigint' }, ['id'], [['a', 1n]]));
      const { views } = session;
      if (!views) throw new Error('a destination with SQL has views');
      equal(await views.made(), []);
      await views.make([DOUBLED, view('twice', 'SELECT id, n * 2 FROM doubled')]);
      equal((await views.made()).sort(), ['doubled', 'twice']);
      await views.make([DOUBLED]);
      equal(await views.made(), ['doubled']);
      equal(await views.others(), []);
      equal(
        (await session.tables()).map(({ table }) => table),
        ['bill'],
      );
      await views.make([]);
      equal(await views.made(), []);
    },
  },
  {
    name: 'a view takes the name of no table, and then none is made',
    needs: ['sql'],
    run: async ({ session }) => {
      await write(session, batch('bill', { id: 'text', n: 'bigint' }, ['id'], [['a', 1n]]));
      const { views } = session;
      const make = async (wanted: ViewText[]) => views?.make(wanted);
      await make([DOUBLED]);
      await refused(make([view('other', 'SELECT id, n FROM bill'), view('bill', 'SELECT 1, 2')]));
      await refused(make([view('wrong', 'SELECT nothing FROM nowhere WHERE')]));
      equal(await views?.made(), ['doubled']);
    },
  },
  {
    name: 'tables that views read are widened',
    needs: ['sql'],
    run: async ({ session, read }) => {
      await write(session, batch('bill', { id: 'text', n: 'bigint' }, ['id'], [['a', 1n]]));
      await session.views?.make([DOUBLED]);
      await write(session, batch('bill', { id: 'text', n: 'text' }, ['id'], [['b', 'x']]));
      equal((await read('bill')).map(({ id }) => id).sort(), ['a', 'b']);
      await session.views?.make([view('doubled', 'SELECT id, n FROM bill')]);
      equal(await session.views?.made(), ['doubled']);
    },
  },
];

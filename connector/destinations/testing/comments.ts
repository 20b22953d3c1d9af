// The contract of destinations with comments on tables and columns.
import { equal } from './assertions.js';
import { batch, type ContractCase, write } from './context.js';

/** What ends a text in SQL, or would begin a statement. */
const ODD = `It's "100 %" \\\\ \\' $$; DROP TABLE bill; -- é €`;

export const commentCases: readonly ContractCase[] = [
  {
    name: 'comments are written as they are, stay with the table, and change one by one',
    needs: ['comments'],
    run: async ({ session, read }) => {
      await write(session, batch('bill', { id: 'text', n: 'bigint' }, ['id'], [['a', 1n]]));
      const { comments } = session;
      if (!comments) throw new Error('a destination with comments has them in its sessions');
      equal(await comments.read(), [{ table: 'bill', columns: {} }]);
      await comments.write([{ table: 'bill', comment: ODD, columns: { id: ODD } }]);
      equal(await comments.read(), [{ table: 'bill', comment: ODD, columns: { id: ODD } }]);
      await write(session, batch('bill', { id: 'text', n: 'decimal', new: 'text' }, ['id'], [['b', 2]]));
      await comments.write([{ table: 'bill', columns: { n: 'two' } }]);
      const [found] = await comments.read();
      equal(found?.columns.n, 'two');
      equal((await read('bill')).map(({ id }) => id).sort(), ['a', 'b']);
    },
  },
];

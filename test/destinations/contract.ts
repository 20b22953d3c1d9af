// What every destination must do. A new destination is one call of `destinationContract`.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DestinationSession } from '../../connector/model/destination.js';
import { readingTests } from './contract-reading.js';
import { rowTests } from './contract-rows.js';
import { nameTests, wideningTests } from './contract-schemas.js';
import { deletionTests, replacingTests } from './contract-settling.js';
import { valueTests } from './contract-values.js';
import { batch, bill, type Fixture, write } from './slices.js';

export function destinationContract(name: string, make: () => Promise<Fixture>): void {
  describe(`${name}: a destination`, () => {
    let fixture: Fixture;
    let session: DestinationSession;

    beforeEach(async () => {
      fixture = await make();
      session = await fixture.open();
    });

    afterEach(async () => {
      await session.close();
      await fixture.remove();
    });

    valueTests(() => ({ fixture, session }));
    rowTests(() => ({ fixture, session }));
    wideningTests(() => ({ fixture, session }));
    nameTests(() => ({ fixture, session }));
    replacingTests(() => ({ fixture, session }));
    deletionTests(() => ({ fixture, session }));
    readingTests(() => ({ fixture, session }));

    test('reopened, it knows its tables and goes on', async () => {
      await write(session, batch('bill', { id: 'text', n: 'decimal' }, ['id'], [['a', 1]]));
      await session.close();
      session = await fixture.open();
      expect(await session.tables()).toEqual([
        {
          table: 'bill',
          columns: [
            { name: 'id', type: 'text', path: 'p.id' },
            { name: 'n', type: 'decimal', path: 'p.n' },
          ],
          primaryKey: ['id'],
        },
      ]);
      await write(session, bill(['a', 2], ['b', 3]));
      expect(await fixture.read('bill')).toEqual([
        { id: 'a', n: '2' },
        { id: 'b', n: '3' },
      ]);
    });

    test('closed, it says so; closing twice is no error', async () => {
      await session.close();
      await session.close();
      await expect(session.tables()).rejects.toMatchObject({ name: 'DestinationError' });
      await expect(write(session, bill(['a', 1]))).rejects.toMatchObject({ name: 'DestinationError' });
    });
  });
}

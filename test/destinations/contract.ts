// The contract suite of the package on Jest, and beside it random values that fast-check can shrink.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { destinationContract as contract } from '../../connector/destinations/testing/contract.js';
import { capabilitiesOf, type DeclaredCapabilities } from '../../connector/model/capabilities.js';
import { Decimal } from '../../connector/model/json.js';
import type { Cell } from '../../connector/model/table.js';
import { anyCharacter } from '../any-character.js';
import { extent } from '../extent.js';
import { batch, type Columns, type Fixture, write } from './slices.js';

export function destinationContract(
  name: string,
  fixture: () => Promise<Fixture>,
  capabilities?: DeclaredCapabilities,
): void {
  contract({ name, capabilities, fixture }, { describe, test });

  test(`${name}: random rows come back as they were`, async () => {
    const { nulCharacters, trailingZeros } = capabilitiesOf({ capabilities });
    const place = await fixture();
    const session = await place.open();
    const cells = fc.tuple(
      fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
      fc.tuple(fc.bigInt(), fc.nat()).map(([whole, rest]) => `${whole}.${rest}`),
      fc.string({ unit: anyCharacter }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 20 }), async (rows) => {
        const columns: Columns = { id: 'text', i: 'bigint', d: 'decimal', t: 'text' };
        const wide = rows.map(([i, d, t], index): Cell[] => [`${index}`, i, new Decimal(d), t]);
        await write(session, batch('t', columns, ['id'], wide));
        const found = (await place.read('t')).filter(({ id }) => Number(id) < rows.length);
        found.sort((a, b) => Number(a.id) - Number(b.id));
        const held = rows.map(([i, d, t], index) => ({
          id: `${index}`,
          i,
          d: trailingZeros ? d : d.replace(/\.?0+$/, '').replace(/^-0$/, '0'),
          t: nulCharacters ? t : t.replaceAll('\0', '\ufffd'),
        }));
        expect(found).toEqual(held);
      }),
      { numRuns: extent(8, 200) },
    );
    await session.close();
    await place.remove();
  });
}

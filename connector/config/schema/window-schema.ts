// The schema of `sync.window`: the date filter of a list.
import { z } from 'zod';
import { isRelativeDate, type RelativeDate } from '../../model/relative-date.js';
import { startMs } from '../../model/window.js';
import { amount, isAgo, MOST_AGO, oneOf, section, text } from './fields.js';

const PARAMETER = 'the name of a query-string parameter';
const START =
  'a date such as 2024-01-01, or { daysAgo: 90 }, { monthsAgo: 12 } (whole numbers from 0 to 36500)';

const parameter = () => text(/^\S(.{0,198}\S)?$/, PARAMETER);

export const windowSection = section(
  {
    from: parameter().describe('Query-string parameter of the earliest date, e.g. `date.from`.'),
    to: parameter()
      .optional()
      .describe('Query-string parameter of the latest date, e.g. `date.to`: for `backfill`.'),
    lookBack: amount(0, 3660, 'days')
      .optional()
      .describe(
        'Days before the last load that are read again, for entries that come late or change. Default: 45.',
      ),
    start: z
      .custom<string | RelativeDate>(isStart, { error: START })
      .optional()
      .meta({
        anyOf: [
          { type: 'string' },
          {
            type: 'object',
            propertyNames: { enum: ['daysAgo', 'monthsAgo'] },
            additionalProperties: { type: 'integer', minimum: 0, maximum: MOST_AGO },
            minProperties: 1,
            maxProperties: 1,
          },
        ],
      })
      .describe('Begin of the first load: a date, or `{ monthsAgo: 12 }`. Default: everything.'),
    format: oneOf(['datetime', 'date'])
      .optional()
      .describe('Form of the dates: `datetime` as 2026-01-31T10:00:00Z (default), `date` as 2026-01-31.'),
  },
  { title: 'Window', description: 'The date filter of a list: for mode `window`, and for `backfill`.' },
);

function isStart(value: unknown): boolean {
  if (isRelativeDate(value)) return isAgo(value);
  return (
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(value) && !Number.isNaN(startMs(value, 0))
  );
}

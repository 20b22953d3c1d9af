// English words of Reset.

import { english as counted } from '../../ui/texts/counted.js';

/** `1 row`, `2 rows`. */
export const reset = {
  title: 'Reset',
  open: 'Reset…',
  about:
    'Forgets what earlier loads remember of source objects, so that the next load reads them again. Rows stay unless you say otherwise; nothing changes at OVHcloud.',
  data: 'Also remove the rows of this account',
  alone: 'Without the rows of the rest of their trees',
  show: 'Show what goes',
  showAgain: 'Show it again',
  showHow: 'Counts, and removes nothing.',
  goes: 'What goes',
  forgotten: (account: string) => `Of the account ${account} this is forgotten; all rows stay.`,
  removed: (account: string) => `Of the account ${account} this is removed.`,
  object: 'Source object',
  remembered: 'Remembered',
  rows: 'Rows',
  rowsOf: (count: string, table: string) => `${counted(count, 'row')} of ${table}`,
  stay: 'stay',
  belongs: (name: string) => `same tree as ${name}`,
  neverStarted: (names: string) => `Nothing was loaded yet for ${names}.`,
  nothing: 'There is nothing to reset.',
  stays: 'Rows of other accounts, and what is recorded of earlier runs, stay.',
  typeIt: (word: string) => `Type ${word} to confirm`,
  forget: 'Forget',
  remove: 'Remove',
  done: 'Done. The next load reads it again.',
  loadNow: 'Load it now',
  busy: 'A load runs into this destination: wait until it has ended, or stop it.',
};

// Warnings of plans and runs. None of them means that something is missing.
import type { CodeTable } from './entry.js';

export const WARNING_CODES = {
  resumed: {
    means: 'The run resumes an interrupted load: `count` items count as known.',
    next: 'Nothing; `--full-refresh` reads them again.',
  },
  'clock-moved': {
    means:
      'A load before has read a list until an instant that lies in the future: one of the clocks is wrong.',
    next: 'Set the clock of this machine, if it is not right.',
  },
  'state-too-large': {
    means:
      'A state of Airbyte or Singer has no place for `count` known items, so each read reads them again; or for the keys of rows, so that the next read cannot tell which are gone.',
    next: 'Set `stateMegabytes`, where the program that stores the state takes more; or `sync: { mode: window }`.',
  },
  'definition-changed': {
    means: 'A definition has changed since the last load, so `count` known items are read again.',
    next: 'Nothing, if that is meant; else restore the definition.',
  },
  'characters-replaced': {
    means: '`count` values or characters cannot be stored; U+FFFD stands for each.',
    next: 'Nothing.',
  },
  duplicates: {
    means: '`count` ids are twice in a list; each is one row.',
    next: 'Nothing.',
  },
  'batch-errors-reread': {
    means:
      'A batch gave an error for an object that a single call could read, so `count` objects with such errors were read again by single calls.',
    next: 'Nothing; `read: { strategy: single }` makes no batches.',
  },
  'page-size-refused': {
    means: 'The API refuses the size of the pages that are asked for, and a smaller one is used.',
    next: 'Write the size that the message names: `read: { pageSize: SIZE }`.',
  },
  'accept-unneeded': {
    means: 'An object is loaded that `accept` of its definition names as not loaded.',
    next: 'Remove it from `accept`, so that it is missed should it not come one day.',
  },
  'views-not-made': {
    means: 'The rows are loaded, and the views of spend and proof could not be made beside them.',
    next: 'Do as the message says, then run `source-ovhcloud views install`.',
  },
  'same-key': {
    means: '`count` objects have the primary key of another; each key is one row.',
    next: 'Check `primaryKey` of the definition.',
  },
  'blank-parents': {
    means: '`count` parents had no value to map from; nothing was asked for them.',
    next: 'Nothing, if the field may be empty.',
  },
  'column-renamed': {
    means: 'A field is in a column with another name: its own is taken or too long.',
    next: 'Nothing.',
  },
  'columns-full': {
    means: 'The destination holds no wider rows in the table: further fields are in the JSON column `_more`.',
    next: '`table: { json: [FIELD] }` stores a group of fields as one column.',
  },
  'derived-null': {
    means: 'A derived column is null in `count` rows: the field has no plain number there.',
    next: 'Look at the field beside it.',
  },
  'ucents-null': {
    means:
      'A column `..._ucents` is null in `count` rows: the amount has more than 8 decimals, or does not fit 64 bits.',
    next: 'Use the decimal beside it.',
  },
  'instant-unclear': {
    means:
      '`count` values of a timestamp or date column are no instant or day: no offset, a day that does not exist, or finer than microseconds.',
    next: 'Look at the column `..._printed`: it has what the API printed.',
  },
  'snapshot-kept': {
    means:
      'A view `..._latest` shows an earlier snapshot: that of this run is not complete, and the earlier one is.',
    next: 'Remove the reason, then run the same command again; or `accept` what is missing.',
  },
  'digits-beside': {
    means:
      '`count` numbers have more digits than a number of SQLite holds: their column has the nearest number.',
    next: 'For these rows use the column `..._exact`: it has all digits, as text.',
  },
  'lines-differ': {
    means: 'The lines of `count` objects differ from their total.',
    next: 'See the column `lines_gap`.',
  },
  'budget-alone': {
    means: 'Other processes with the same key are not seen: the budget of calls is for this process alone.',
    next: 'Repair the folder that the message names, or lower `budget` if others use the key.',
  },
  'account-of-other': {
    means: 'The `account` that is written for another connection is that of the keys of this one.',
    next: 'If the names were swapped, correct them, `reset` both connections and load again: their rows have the wrong `_account`.',
  },
  'budget-store-lost': {
    means:
      'The store of `budget.shared` did not answer for a time: this process called slower, as one of four or more, or of ' +
      'twice as many as it had seen.',
    next: 'Nothing for this load. Check the store that the message names if it happens again.',
  },
  'token-life': {
    means: 'The OAuth2 token address says that its tokens end at once.',
    next: 'Nothing, while calls are answered; else check `tokenUrl`.',
  },
  'documents-missing': {
    means: 'A schema document cannot be requested or cached: types come from an older one, or from the data.',
    next: 'Nothing, if the API can be reached again later.',
  },
  'types-unusable': {
    means:
      'The document of a route is broken or without end: what it says of types is not used, the data is.',
    next: 'Nothing; if it lasts, tell OVHcloud.',
  },
  'route-deprecated': {
    means: 'OVHcloud has deprecated a route, or has a date on which it is deleted.',
    next: 'Use the route that the message names.',
  },
  'definition-doubtful': {
    means:
      "By the API's documents a definition is wrong, but it may be the documents: they are old, or the definition is one of a preset.",
    next: 'See `source-ovhcloud api show ROUTE`; `read: { unchecked: true }` ends the warning.',
  },
  'definitions-unchecked': {
    means: "Definitions are not compared with the API's documents, because the documents are not at hand.",
    next: '`source-ovhcloud check` requests them.',
  },
  'region-gap': {
    means: 'The region may not have what a source object reads.',
    next: 'Leave the source object out, or use what the message names.',
  },
  'deletions-ignored': {
    means: '`deletions: true` does nothing: a run of this source object cannot prove that a row is gone.',
    next: 'Remove the option.',
  },
  'profile-unused': {
    means: 'A profile of an ovh.conf is chosen, and variables of the environment have all the keys.',
    next: 'Unset the variables, or choose no profile.',
  },
  'flat-options': {
    means: 'A definition has its options in the flat form, `options: { … }`.',
    next: 'Write them in the groups `table`, `read`, `sync` and `write`, as the warning shows.',
  },
  'items-unused': {
    means:
      'A source object has `table: false`, and nothing that has a table is mapped from it: it is not read.',
    next: 'Remove it, or give it a table.',
  },
  'combine-ignored': {
    means: '`combine` has no effect: the parameters do not come from independent source objects.',
    next: 'Remove the option.',
  },
  'schemas-version-ignored': {
    means: '`schemasVersion` does nothing: no /v2 route is loaded.',
    next: 'Remove the option.',
  },
  'tree-completed': {
    means: '`count` source objects are loaded too, because they belong to the same tree as what is named.',
    next: 'Nothing; `--alone` leaves them out.',
  },
  'tree-partial': {
    means: '`count` source objects of a tree are not loaded: its rows can be there without theirs.',
    next: 'Load without `--alone`, or name them.',
  },
  'comments-not-written': {
    means:
      'Comments on tables and columns, from the documents of the API, could not be written; the rows are there.',
    next: 'Let the user that loads own the tables; the next run writes them.',
  },
  backfill: {
    means: 'The run reads one period alone: it marks no row as deleted and moves no cursor.',
    next: 'Nothing.',
  },
  'nothing-to-retry': {
    means: 'No run has left out anything that can be asked for again; nothing was called.',
    next: 'Nothing; a run that was cut is resumed by `source-ovhcloud load`.',
  },
} as const satisfies CodeTable;

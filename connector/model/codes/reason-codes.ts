// Why a run is not complete, beside the error that ended it.
import type { CodeTable } from './entry.js';

export const REASON_CODES = {
  interrupted: {
    means: 'The run was asked to end: Ctrl-C, SIGTERM, or the signal of the caller.',
    next: 'Run the same command again: it resumes the load.',
  },
  abandoned: {
    means:
      'The run never recorded its end: it was killed, or the machine stopped. What it committed is there.',
    next: 'Run the same command again: it resumes the load.',
  },
  'batch-not-begun': {
    means: 'The connection has no run of the batch.',
    next: 'Load it: `source-ovhcloud load --batch ID --connection NAME`, or `source-ovhcloud enqueue`.',
  },
  'batch-run-absent': {
    means:
      'A job of the batch is done, and its run is not recorded in the destination of this configuration.',
    next: 'Compare the configurations of the workers. A file or a folder is not shared by machines: use PostgreSQL, or `{connection}` and one worker.',
  },
  'batch-not-ended': {
    means: 'A job or a run of the batch has not ended yet.',
    next: '`source-ovhcloud fleet status` shows whether workers are there.',
  },
  'ended-early': {
    means:
      'The run ended while it read a list; `count` items of it are committed with all that belongs to them.',
    next: 'See the reason before this one.',
  },
  'objects-missing': {
    means: 'The API listed `count` objects that are refused, rejected or failed, and so not loaded.',
    next: '`source-ovhcloud ledger` names each with the answer; `source-ovhcloud retry` asks for them again.',
  },
  'list-changed': {
    means:
      '`count` lists of numbered pages have changed while they were read, each time again: an item that was deleted may have hidden another. What they brought is loaded.',
    next: '`source-ovhcloud retry` reads them again; larger pages (`read.pagination.pageSize`) change less often.',
  },
  'ledger-unbalanced': {
    means: 'An object was listed, and the run does not know what became of it.',
    next: 'This is a fault of source-ovhcloud: report it with the run report.',
  },
  'batch-errors-doubtful': {
    means:
      '`count` objects are not loaded because of errors in batches. One such error was wrong, and the others were not read again by single calls.',
    next: '`source-ovhcloud load --full-refresh SOURCE` reads the source object again.',
  },
  'route-missing': {
    means: 'The API has no such route for this account, so nothing of the source object was read.',
    next: 'Where that means that there are none, write `read: { absent: [404] }`; else correct the path.',
  },
  'rows-differ': {
    means: 'The table does not have as many rows as objects were loaded.',
    next: 'Look who else writes to the table, then load it again with `--full-refresh`.',
  },
  'rows-uncounted': {
    means: 'The rows could not be counted after the run, so they are not compared with the ledger.',
    next: 'Repair the destination, then run the same command again.',
  },
  'table-not-replaced': {
    means:
      'A table with `write: { disposition: replace }` keeps the rows of the run before: the new ones are not all there. A warning where `accept` is why.',
    next: 'Remove the reason why the source object is not complete, then run the same command again.',
  },
  'not-published': {
    means: 'The rows are safe, but the files for other programs are not all written.',
    next: 'The next run writes them.',
  },
  'end-not-recorded': {
    means: 'The rows are safe, but the end of the run is not recorded beside them.',
    next: 'Repair the destination; the next run closes the record.',
  },
  'retry-not-possible': {
    means: '`count` objects of the earlier run cannot be asked for alone with the configuration of today.',
    next: '`source-ovhcloud load` reads what the configuration names now.',
  },
  'retry-narrowed': {
    means: 'The retry was asked to leave out some of what is usually asked for again.',
    next: 'Run `source-ovhcloud retry` without `--reason`.',
  },
  'retry-of-cut-run': {
    means: 'The earlier run did not come to its end: what it had not reached is in no ledger.',
    next: '`source-ovhcloud load` resumes it.',
  },
  'still-rejected': {
    means: '`count` dead letters still do not fit their table.',
    next: 'Correct the definition, then run `source-ovhcloud replay` again.',
  },
  unexpected: {
    means: 'A fault of source-ovhcloud ended the run.',
    next: 'Report it with the message: it has the stack.',
  },
} as const satisfies CodeTable;

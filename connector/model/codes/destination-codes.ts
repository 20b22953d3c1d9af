// Why a destination refuses. A message says more: which file, table or server, and what it answered.
import type { CodeTable } from './entry.js';

const AGAIN = 'Run again: what is committed stays.';

export const DESTINATION_CODES = {
  'destination-in-use': {
    means: 'Another run is loading into it, or another program has the file.',
    next: 'Wait until that has ended, or load into another place.',
  },
  'destination-busy': {
    means: 'Another program had a lock for too long, or the server is overloaded.',
    next: `${AGAIN} Wait until the other has ended.`,
  },
  'destination-empty': {
    means: 'Nothing was loaded into it yet.',
    next: '`source-ovhcloud load` makes it.',
  },
  'destination-missing': {
    means: 'There is no such folder, database, bucket, host or socket.',
    next: 'Make it, or correct the path or address.',
  },
  'destination-path': {
    means:
      'The path, address or an option cannot be used: a folder where a file must be, or the other way round.',
    next: 'Correct it as the message says.',
  },
  'destination-unreachable': {
    means: 'No server answers there.',
    next: 'Check host, port, network and firewalls.',
  },
  'destination-lost': {
    means: 'The connection or the lock was lost during the run.',
    next: AGAIN,
  },
  'destination-certificate': {
    means:
      'The certificate of the server is not trusted, or is of another host; or the server offers no TLS.',
    next: 'Name its authority, use the host that it names, or choose another TLS mode.',
  },
  'destination-credentials': {
    means: 'User, password or keys are missing, wrong or expired.',
    next: 'Correct them.',
  },
  'destination-denied': {
    means: 'The user lacks a right: to a file, folder, schema, table or bucket; or it is read-only.',
    next: 'Grant the right (docs/destinations.md lists them), or choose another place.',
  },
  'destination-full': {
    means: 'The disk, quota or bucket is full.',
    next: `Make room. ${AGAIN}`,
  },
  'destination-memory': {
    means: 'The program or the server has too little memory.',
    next: `Give it more. ${AGAIN}`,
  },
  'destination-disk': {
    means: 'The disk, or the server behind it, reported an error.',
    next: `Check the disk. ${AGAIN}`,
  },
  'destination-damaged': {
    means: 'A file is damaged, cut short or gone.',
    next: 'Restore it from a backup, or load into a new place.',
  },
  'destination-foreign': {
    means:
      'A table, view, column or file with this name was not made by source-ovhcloud; it was left as it is.',
    next: 'Give the source object another technical name, move the other away, or choose another place.',
  },
  'destination-constraint': {
    means: 'An index, check, trigger, view or column that others added to a table stands in the way.',
    next: 'Remove it, then run again.',
  },
  'destination-key': {
    means: 'The table has another primary key than its rows need, or a row has no value in it.',
    next: '`source-ovhcloud reset NAME --data` starts the table over; or give the source object another name.',
  },
  'destination-value': {
    means: 'A value is too large for the destination, or has no exact form in its column.',
    next: 'Leave the source object out, or choose another destination.',
  },
  'destination-version': {
    means: 'It was made by another version, is of another format, or the server or Node is too old.',
    next: 'Use the version that the message names, or load into a new place.',
  },
  'destination-driver': {
    means: 'The package that the destination needs is not installed, or cannot be loaded on this machine.',
    next: 'Install it as the message says, or choose another destination.',
  },
  'destination-unable': {
    means: 'The destination cannot do what is asked of it.',
    next: 'Change the option that the message names, or choose another destination.',
  },
  'destination-query': {
    means: 'A query is wrong, would change something, or was stopped at its time limit.',
    next: 'Correct the SQL as the message says, or ask for less.',
  },
  'destination-misuse': {
    means:
      'A program used a session in a way that its interface forbids: closed, read-only, or twice at once.',
    next: 'Correct the program; where the command says so, report it.',
  },
  'destination-failed': {
    means: 'It refused for another reason; the code of its driver is in the message.',
    next: 'Do as the message says.',
  },
} as const satisfies CodeTable;

// The entry `source-ovhcloud/destination-kit`: what a destination is made of, in this package or in one of your own.
export {
  capabilitiesOf,
  DEFAULT_CAPABILITIES,
  type DestinationCapabilities,
} from '../../model/capabilities.js';
export type { TableComments } from '../../model/comments.js';
export type {
  CommentStore,
  CommitResult,
  Deletion,
  Destination,
  DestinationSession,
  LockHolder,
  OpenOptions,
  Replacement,
  RowQuery,
  SharedLock,
  SliceCommit,
  TableSession,
} from '../../model/destination.js';
export { ConfigError, DestinationError, DestinationInUseError } from '../../model/errors.js';
export { daysOf, microsecondsOf } from '../../model/instants.js';
export { Decimal } from '../../model/json.js';
export { hasSnapshots, LATEST_MARK, latestName, latestSelect, SNAPSHOTS } from '../../model/snapshots.js';
export {
  type Cell,
  type Column,
  type ColumnType,
  isOwnTable,
  JsonText,
  type RowBatch,
  type TableSchema,
  widen,
} from '../../model/table.js';
export { jsonLines } from '../formats/jsonl.js';
export { AccountLocks } from '../locks/account-locks.js';
export { takeLock as takeFileLock } from '../locks/file-lock.js';
export { readAhead, WriteTurns } from '../locks/write-turns.js';
export { registerDestination } from '../registry.js';
export { castStored, encodeCell, replacedKeys, rowEncoder, type Stored } from './cells.js';
export { checkWritable, fileExists, nothingLoaded, usableFile } from './database-file.js';
export { type Digits, decimalScale, moreDigits } from './decimals.js';
export { discardPending, type EndOfRunTables, markRows, swapTables } from './end-of-run.js';
export type { DestinationConfig, DestinationKind, DestinationOption, OptionValue } from './kind.js';
export { OneAtATime } from './one-at-a-time.js';
export {
  DELETED_AT,
  isPending,
  keptKeys,
  pendingName,
  targetBatch,
  withDeletedAt,
} from './pending-replace.js';
export { compareStored, decodeCell, type StoredQuery, storedQuery } from './row-query.js';
export {
  ROW_SINK_CAPABILITIES,
  type RowSinkOptions,
  rowSink,
  type SinkBatch,
  type WriteRows,
} from './row-sink.js';
export {
  copySchema,
  hasOtherKey,
  keyChecker,
  keyReader,
  type SchemaChange,
  schemaChange,
} from './schema-evolution.js';
export { eachBatch, tableChecker } from './slice-batches.js';
export {
  isOfAccount,
  isOneOf,
  isToBeMarked,
  queriedRows,
  rowMover,
  valueReader,
} from './stored-rows.js';

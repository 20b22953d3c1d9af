// The public door of the library.
export type { Catalogue } from './catalogue/catalogue.js';
export { type ApiChange, describeChange, isBreaking } from './catalogue/changes/change.js';
export { diffDocuments } from './catalogue/changes/diff.js';
export { type Derived, deriveDefinitions, type Given } from './catalogue/derive.js';
export { type SearchCriteria, searchCatalogue } from './catalogue/explore/search.js';
export { type ApiSection, sectionsOf } from './catalogue/sections.js';
export type { Config, DraftConfig } from './config/config.js';
export type { PipelineSchedule } from './config/schedule/schedule.js';
export {
  encodeCell,
  recast,
  replacedKeys,
  rowEncoder,
  type Stored,
} from './destinations/cells.js';
export { takeLock as takeFileLock } from './destinations/file-lock.js';
export type {
  DestinationConfig,
  DestinationKind,
  DestinationOption,
  OptionValue,
} from './destinations/kind.js';
export { createDestination, registerDestination } from './destinations/registry.js';
export { compareStored, decodeCell, type StoredQuery, storedQuery } from './destinations/row-query.js';
export {
  DELETED_AT,
  exceptions,
  isStaged,
  placed,
  stagedName,
  withDeletedAt,
} from './destinations/staged.js';
export {
  isOfAccount,
  isOneOf,
  isToBeMarked,
  queriedRows,
  rowMover,
  valueReader,
} from './destinations/stored-rows.js';
export {
  copySchema,
  hasOtherKey,
  keyChecker,
  keyReader,
  type Widening,
  widening,
} from './destinations/widening.js';
export type { ApiClient, ApiOutcome, ApiReply, ApiRequest, CallStatistics } from './model/api.js';
export { type Clock, systemClock } from './model/clock.js';
export type {
  DriftPolicy,
  EndpointDefinition,
  EndpointOptions,
  ParameterBinding,
} from './model/definition.js';
export type {
  CommitResult,
  Deletion,
  Destination,
  DestinationSession,
  LockHolder,
  OpenOptions,
  Replacement,
  RowQuery,
  SliceCommit,
} from './model/destination.js';
export type { DriftEntry } from './model/drift.js';
export {
  ConfigError,
  DestinationError,
  DestinationInUseError,
  InterruptedError,
  StopError,
} from './model/errors.js';
export type { EngineEvent, Listener, LoadEvent, LogLevel } from './model/event.js';
export { levelOf, wordsOf } from './model/event-words.js';
export { Decimal, type JsonValue } from './model/json.js';
export type { Plan, PlanNode } from './model/plan.js';
export type { EndpointInput, Preset } from './model/preset.js';
export { EXIT_CODES, type RunOutcome, type RunReport, type SourceReport } from './model/report.js';
export type { ConnectionReport, SeveralReport } from './model/several-report.js';
export {
  type Cell,
  type Column,
  type ColumnType,
  JsonText,
  type RowBatch,
  type TableSchema,
  widen,
} from './model/table.js';
export { type Estimate, estimate } from './plan/estimate.js';
export { type Backfill, backfillPlan } from './plan/modes/backfill.js';
export { type AccessRule, accessRules, createTokenLink } from './plan/rights/access-rules.js';
export type { ResetScope } from './run/configured/reset.js';
export { compareRuns, type RunComparison, type SourceDifference } from './run/history/compare-runs.js';
export {
  findRun,
  type LedgerFilter,
  ledgerOf,
  listRuns,
  type StoredEntry,
  type StoredRun,
  type StoredSource,
} from './run/history/history.js';
export type { RunProgress } from './run/state.js';
export { type CheckLine, checkSource } from './source/check.js';
export { type ExploreOptions, exploreApi } from './source/explore.js';
export { addToConfig, type DerivedRoute, deriveRoute } from './source/explorer/add-route.js';
export { exampleRequest } from './source/explorer/example-call.js';
export { type MergedDefinitions, mergeDefinitions } from './source/explorer/merge-definitions.js';
export {
  type GivenCall,
  type PreparedCall,
  type PrepareOptions,
  prepareCall,
} from './source/explorer/prepare-call.js';
export { findOperation, readRoute, type WrittenRoute } from './source/explorer/route.js';
export { type CallResult, type SendOptions, sendCall, shownRequest } from './source/explorer/send-call.js';
export { type KnownAccount, type LoadOptions, loadSource } from './source/load.js';
export { type LoginRequest, loginRules, requestConsumerKey, waitForValidation } from './source/login.js';
export { RunMetrics } from './source/metrics/run-metrics.js';
export { type MetricsServer, serveMetrics } from './source/metrics/server.js';
export { notifyRun } from './source/notify/notify.js';
export { type Draft, openDraft, openSource, type Source, type SourceOptions } from './source/open.js';
export { version } from './source/package.js';
export { type Preview, previewSource } from './source/preview.js';
export { type ResetOptions, resetSource } from './source/repair/reset.js';
export type { RetryRequest } from './source/repair/retry.js';
export { type ReplaySourceOptions, replaySource } from './source/replay/replay.js';
export { type Rights, rightsOf } from './source/rights.js';
export { SAMPLE_LANGUAGES, type SampleLanguage, sampleCode } from './source/samples/languages.js';
export { type SampleRequest, sampleOf } from './source/samples/sample.js';
export type {
  FinishedEvent,
  NextTick,
  ScheduleEvent,
  SkipCause,
  StartCause,
} from './source/schedule/events.js';
export { draftScheduled, openScheduled, type ScheduledSource } from './source/schedule/scheduled.js';
export { ScheduleService, type ServiceOptions } from './source/schedule/service.js';
export {
  type PipelineState,
  pipelineStates,
  type UpcomingRun,
  upcomingRuns,
} from './source/schedule/upcoming.js';
export { loadSources, type SeveralOptions } from './source/several/load.js';
export { openDrafts, openSources } from './source/several/open.js';

// The public door of the library.
import './model/globals.js';

export type { Language, PageOptions, Theme } from '../reports/report/page-options.js';
export { passedBudgets } from '../reports/report/passed-budgets.js';
export { type Absence, isAbsent, type ReportData, type Section } from '../reports/report/report-data.js';
export { connectionList, type ListedConnection } from './app/accounts/connection-list.js';
export { type LoadAccountsOptions, loadSources } from './app/accounts/load-accounts.js';
export { openAllWithoutKeys, openSources } from './app/accounts/open-accounts.js';
export { type CheckedConnection, type CheckLine, checkSource, checkSources } from './app/check.js';
export { type EditedConfig, editConfig } from './app/draft/edit-config.js';
export { type ExploreOptions, exploreApi } from './app/explore.js';
export { addToConfig, type DerivedRoute, deriveRoute } from './app/explorer/add-route.js';
export { exampleRequest } from './app/explorer/example-call.js';
export { type MergedDefinitions, mergeDefinitions } from './app/explorer/merge-definitions.js';
export { type PastedRoute, pastedRoute } from './app/explorer/pasted-route.js';
export {
  type CallInput,
  type PreparedCall,
  type PrepareOptions,
  prepareCall,
} from './app/explorer/prepare-call.js';
export { findOperation, readRoute, type WrittenRoute } from './app/explorer/route.js';
export { type CallResult, type SendOptions, sendCall, shownRequest } from './app/explorer/send-call.js';
export { type ConnectionEntry, type LedgerHistory, ledgerHistory } from './app/history/ledger.js';
export {
  comparedRuns,
  earlierRun,
  type HistoryOptions,
  type RunHistory,
  runHistory,
  type UnstartedConnection,
} from './app/history/runs.js';
export { type KnownAccount, type LoadOptions, loadSource } from './app/load.js';
export { type LoginRequest, loginRules, requestConsumerKey, waitForValidation } from './app/login.js';
export {
  renderReport,
  renderReportCsv,
  renderReportMarkdown,
  renderReportXlsx,
} from './app/mart/render-report.js';
export { type ReportRequest, type ReportSource, readReport } from './app/mart/report.js';
export { notifyRun } from './app/observers/notify-run.js';
export {
  type ConfiguredSource,
  openSource,
  openWithoutKeys,
  type SourceOptions,
  type SourceWithoutKeys,
} from './app/open.js';
export { version } from './app/package.js';
export { type Preview, previewSource } from './app/preview.js';
export { type ReplaySourceOptions, replaySource } from './app/repair/replay.js';
export {
  type ResetOptions,
  type ResetPart,
  type ResetSourcesOptions,
  resetSource,
  resetSources,
} from './app/repair/reset.js';
export type { RetryRequest } from './app/repair/retry.js';
export { type Rights, rightsOf } from './app/rights.js';
export { SAMPLE_LANGUAGES, type SampleLanguage, sampleCode } from './app/samples/languages.js';
export { type SampleRequest, sampleOf } from './app/samples/sample.js';
export {
  openScheduled,
  type ScheduledSource,
  scheduledWithoutKeys,
} from './app/schedule/scheduled-source.js';
export { ScheduleService, type ServiceOptions } from './app/schedule/service.js';
export type { Config, ConfigWithoutKeys } from './config/config.js';
export type { Edit } from './config/edit/edited-data.js';
export type {
  ConfigurationInput as ConfigInput,
  DefinitionInput,
  PresetInput,
  PresetName,
  RegionName,
} from './config/input/config-input.generated.js';
export { defineConfig } from './config/input/define-config.js';
export { readSpendBudgets } from './config/spend-budgets.js';
export type {
  DestinationConfig,
  DestinationKind,
  DestinationOption,
  OptionValue,
} from './destinations/kit/kind.js';
export { createDestination, registerDestination } from './destinations/registry.js';
export type { AccountsReport, ConnectionReport } from './model/accounts-report.js';
export type { ApiClient, ApiOutcome, ApiReply, ApiRequest, CallStatistics } from './model/api.js';
export { type Clock, systemClock } from './model/clock.js';
export { CODE_GROUPS, type Code, type CodeGroup } from './model/codes/codes.js';
export type {
  DriftPolicy,
  EndpointDefinition,
  OptionGroups,
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
export type { LogLevel } from './model/events/event-kind.js';
export {
  type AnyEvent,
  type EngineEvent,
  EVENTS,
  type EventName,
  type Listener,
  type LoadEvent,
  levelOf,
} from './model/events/events.js';
export type {
  NextTick,
  ScheduleEvent,
  ScheduleEventOf,
  SkipCause,
  StartCause,
} from './model/events/schedule-events.js';
export { Decimal, type JsonValue } from './model/json.js';
export type { Notice, StoredNotice } from './model/notice.js';
export type { Plan, PlanNode, PlanTree } from './model/plan.js';
export type { EndpointInput, Preset } from './model/preset.js';
export { EXIT_CODES, type RunOutcome, type RunReport, type SourceReport } from './model/report.js';
export type { PassedBudget, SpendBudget, SpendBudgetFile } from './model/spend-budget.js';
export {
  type Cell,
  type Column,
  type ColumnType,
  JsonText,
  type RowBatch,
  type TableSchema,
} from './model/table.js';
export type { RunOrigin } from './observe/metrics/families.js';
export type { Health } from './observe/metrics/health.js';
export { type ExpectedRun, RunMetrics } from './observe/metrics/run-metrics.js';
export { type MetricsServer, serveMetrics } from './observe/metrics/server.js';
export { type AccessRule, accessRules, createTokenLink } from './plan/access-rules.js';
export { type Estimate, estimate } from './plan/estimate.js';
export { type Backfill, backfillPlan } from './plan/modes/backfill.js';
export type { RunProgress } from './run/run-state.js';
export type { Pipeline } from './schedule/pipeline.js';
export {
  type PipelineStatus,
  pipelineStatuses,
  type UpcomingRun,
  upcomingRuns,
} from './schedule/upcoming.js';
export type { ApiDocuments } from './schemas/api-documents.js';
export { type ApiChange, describeChange, isBreaking } from './schemas/changes/change.js';
export { diffDocuments } from './schemas/changes/diff.js';
export { type DerivationInput, type Derived, deriveDefinitions } from './schemas/derivation/derive.js';
export {
  type SearchCriteria,
  type SearchHits,
  searchHits,
  searchOperations,
} from './schemas/explore/search.js';
export { type ApiSection, sectionsOf } from './schemas/sections.js';
export { compareRuns, type RunComparison, type SourceDifference } from './state/history/compare-runs.js';
export {
  findRun,
  type LedgerFilter,
  ledgerOf,
  listRuns,
  type StoredEntry,
  type StoredRun,
  type StoredSource,
} from './state/history/stored-runs.js';
export type { ResetScope } from './state/known/reset.js';
export type { KnownItem, StateChanges, StateKey, StateStore } from './state/known/state-store.js';
export { eventText, scheduleEventLines } from './text/event-text.js';

// The agreement between page and server: every address, what it takes and what it answers. Types alone.
import type { SearchIndex } from '../../connector/search/search-index.js';
import type { KeyRequest, KeyRequested, KeySaved, KeySaveRequest, KeyState, RightsAnswer } from './access.js';
import type { AnswerLines, AnswerText, CallAnswer, CallDraft, CallRequest, SendRequest } from './call.js';
import type {
  Catalogue,
  ChangesAnswer,
  ResolveAnswer,
  ResolveRequest,
  SearchAnswer,
  SearchRequest,
} from './catalogue.js';
import type {
  DiffAnswer,
  DraftCheck,
  DraftRequest,
  EditAnswer,
  EditRequest,
  SaveAnswer,
  SaveRequest,
  SourceText,
} from './draft.js';
import type {
  CheckAnswer,
  CheckRequest,
  ParentsAnswer,
  ParentsRequest,
  PlanAnswer,
  PlanRequest,
  PreviewAnswer,
  PreviewRequest,
  SamplesAnswer,
} from './draft-calls.js';
import type { CompareAnswer, RunAnswer, RunsAnswer } from './history.js';
import type { HomeAnswer, HomeReport } from './home.js';
import type { EntryAnswer, EntryRequest, FacetsAnswer, LedgerAnswer, LedgerFilter } from './ledger.js';
import type { OperationPage, ValuesAnswer, ValuesRequest } from './operation.js';
import type { ResetConsent, ResetDone, ResetRequest, ResetShown } from './reset.js';
import type {
  ChoicesAnswer,
  LiveRequest,
  LiveUpdate,
  NowAnswer,
  PriceAnswer,
  PriceRequest,
  StartAnswer,
  StartRequest,
  StopRequest,
} from './run.js';
import type { ScheduleRunsAnswer } from './schedule.js';
import type { AccountAnswer, AddAnswer, DeriveAnswer, DeriveRequest, Issue, Session } from './source.js';
import type { FieldsAnswer, PresetsAnswer } from './source-fields.js';
import type { SpendAnswer, SpendRequest, ViewsAnswer } from './spend.js';
import type {
  CountAnswer,
  QueryAnswer,
  QueryRequest,
  RecordAnswer,
  RowsAnswer,
  RowsRequest,
  SumAnswer,
  TableAbout,
  TableSelection,
  TablesAnswer,
} from './tables.js';

/**
 * A GET changes nothing and calls nothing with keys; it takes its request as query string. A POST takes JSON
 * (`application/json`). Answers are JSON, except where said. An address that starts with `/api/` needs the cookie of the
 * session and `Sec-Fetch-Site: same-origin`.
 */
export interface ConsoleApi {
  'GET /api/schedule/runs': { takes: Record<string, never>; answers: ScheduleRunsAnswer };
  'GET /api/home': { takes: Record<string, never>; answers: HomeAnswer };
  'GET /api/home/report': { takes: { month?: string }; answers: HomeReport };
  'GET /api/session': { takes: Record<string, never>; answers: Session };
  'GET /api/catalogue': { takes: Record<string, never>; answers: Catalogue };
  /** For the search in the page, by `connector/search`; `v` is the version of the catalogue. Loaded when first searched. */
  'GET /api/search-index': { takes: { v: string }; answers: SearchIndex };
  'GET /api/search': { takes: SearchRequest; answers: SearchAnswer };
  'POST /api/resolve': { takes: ResolveRequest; answers: ResolveAnswer };
  'GET /api/operation': { takes: { method: string; path: string }; answers: OperationPage };
  'POST /api/values': { takes: ValuesRequest; answers: ValuesAnswer };
  'POST /api/changes': { takes: Record<string, never>; answers: ChangesAnswer };
  'POST /api/call/draft': { takes: CallRequest; answers: CallDraft };
  'POST /api/call': { takes: SendRequest; answers: CallAnswer };
  'GET /api/answer/lines': { takes: { id: string; from: number; count: number }; answers: AnswerLines };
  'GET /api/answer/text': { takes: { id: string }; answers: AnswerText };
  'GET /api/rights': { takes: { connection?: string }; answers: RightsAnswer };
  'POST /api/key/request': { takes: KeyRequest; answers: KeyRequested };
  'GET /api/key/state': { takes: { id: string }; answers: KeyState };
  'POST /api/key/save': { takes: KeySaveRequest; answers: KeySaved };
  'POST /api/account': { takes: { connection?: string }; answers: AccountAnswer };
  'POST /api/endpoint/derive': { takes: DeriveRequest; answers: DeriveAnswer };
  'POST /api/endpoint/add': { takes: DeriveRequest; answers: AddAnswer };
  'GET /api/source': { takes: Record<string, never>; answers: SourceText };
  'GET /api/source/fields': { takes: Record<string, never>; answers: FieldsAnswer };
  'GET /api/presets': { takes: Record<string, never>; answers: PresetsAnswer };
  'POST /api/draft/check': { takes: DraftRequest; answers: DraftCheck };
  'POST /api/draft/edit': { takes: EditRequest; answers: EditAnswer };
  'POST /api/draft/diff': { takes: DraftRequest; answers: DiffAnswer };
  'POST /api/draft/save': { takes: SaveRequest; answers: SaveAnswer };
  'POST /api/draft/preview': { takes: PreviewRequest; answers: PreviewAnswer };
  'POST /api/draft/parents': { takes: ParentsRequest; answers: ParentsAnswer };
  'POST /api/draft/samples': { takes: PreviewRequest; answers: SamplesAnswer };
  'POST /api/check': { takes: CheckRequest; answers: CheckAnswer };
  'POST /api/draft/plan': { takes: PlanRequest; answers: PlanAnswer };
  'GET /api/run/choices': { takes: Record<string, never>; answers: ChoicesAnswer };
  'POST /api/run/price': { takes: PriceRequest; answers: PriceAnswer };
  'POST /api/run/start': { takes: StartRequest; answers: StartAnswer };
  'POST /api/run/stop': { takes: StopRequest; answers: Record<string, never> };
  'POST /api/reset/draft': { takes: ResetRequest; answers: ResetShown };
  'POST /api/reset': { takes: ResetConsent; answers: ResetDone };
  'GET /api/run/now': { takes: Record<string, never>; answers: NowAnswer };
  'GET /api/run/live': { takes: LiveRequest; answers: LiveUpdate };
  /** Server-sent events, each with a `LiveUpdate`. */
  'GET /api/run/events': { takes: LiveRequest; answers: string };
  'GET /api/runs': { takes: { limit?: number }; answers: RunsAnswer };
  'GET /api/run': { takes: { run: string }; answers: RunAnswer };
  'GET /api/run/compare': { takes: { before: string; after: string }; answers: CompareAnswer };
  'GET /api/ledger/facets': { takes: { run: string }; answers: FacetsAnswer };
  'GET /api/ledger': { takes: LedgerFilter & { from: number; count: number }; answers: LedgerAnswer };
  'GET /api/ledger/entry': { takes: EntryRequest; answers: EntryAnswer };
  /** Files with all that the filter meets. `formulas`: texts that a spreadsheet would run begin with an apostrophe. */
  'GET /api/ledger.csv': { takes: LedgerFilter & { formulas?: 'keep' | 'escape' }; answers: string };
  'GET /api/ledger.json': { takes: LedgerFilter; answers: string };
  'GET /api/tables': { takes: Record<string, never>; answers: TablesAnswer };
  'GET /api/tables/about': { takes: { table: string }; answers: TableAbout };
  'GET /api/tables/rows': { takes: RowsRequest; answers: RowsAnswer };
  'GET /api/tables/count': { takes: TableSelection; answers: CountAnswer };
  'GET /api/tables/sum': { takes: { table: string; where?: string; column: string }; answers: SumAnswer };
  'GET /api/tables/row': { takes: { table: string; id: string }; answers: RecordAnswer };
  'GET /api/spend': { takes: SpendRequest; answers: SpendAnswer };
  'POST /api/views/install': { takes: { consent: boolean }; answers: ViewsAnswer };
  'POST /api/views/drop': { takes: { consent: boolean }; answers: ViewsAnswer };
  'POST /api/tables/query': { takes: QueryRequest; answers: QueryAnswer };
}

export type ConsoleAddress = keyof ConsoleApi;

/**
 * Every answer with a status of 400 or more. 400: the request or the configuration is wrong; 401: no session, ask for a new
 * address on the terminal; 403: refused by the guard; 404: no such thing; 409: a draft is used up or unknown, or consent
 * is missing; 413: too large; 421: the wrong host; 502: the API cannot be reached.
 */
export interface ConsoleError {
  error: {
    /** Of the table of codes, or of the console: `no-session`, `guard`, `not-found`, `draft-used`, `consent-missing`, `too-large`, `run-busy`, `reset-changed`, `source-changed`, `draft-issues`, `draft-unwritable`, `internal`. */
    code: string;
    message: string;
    issues?: Issue[];
    /** Of `source-changed`: the file as it is now. */
    source?: SourceText;
  };
}

/** Written by the server into the page as `<script type="application/json" id="boot">`; a nonce for styles is beside it. */
export interface Boot {
  version: string;
  languages: ('en' | 'fr')[];
  /** For style elements that a part of the page makes, such as an editor. */
  styleNonce: string;
}

/**
 * What the build leaves in `dist/console/page/`. The server answers `index.html` to the GET of any page (every address but
 * `/api/…` and `/assets/…`), with `bootMark` replaced by the script element of the boot; `<` in it is written `\u003c`.
 * `/assets/NAME` is a file of the folder `assets`; names have a hash of the content, so they may be kept for ever.
 */
export interface PageFiles {
  index: 'index.html';
  assets: 'assets';
  bootMark: '<!--boot-->';
}

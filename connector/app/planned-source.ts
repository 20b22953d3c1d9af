// A source with its plan and cost, estimated or counted.
import { SECRET_FIELDS } from '../../endpoints/secrets.js';
import { createDestination } from '../destinations/registry.js';
import type { Connection } from '../http/connection.js';
import { effectivePace } from '../model/budget.js';
import { capabilitiesOf } from '../model/capabilities.js';
import { ConfigError, DestinationError } from '../model/errors.js';
import type { Notice } from '../model/notice.js';
import { estimate } from '../plan/estimate.js';
import { estimateStrategies, type RefusedStrategy } from '../plan/estimate-strategies.js';
import { templateOf } from '../plan/path-template.js';
import { StrategyProbes } from '../read/strategies/strategy-probes.js';
import type { ApiDocuments } from '../schemas/api-documents.js';
import type { PlannedSource } from '../text/plan-text.js';
import { accountFromApi } from './account.js';
import { countLoaded, countRoots } from './count.js';
import { refuseExcluded } from './destination-fit.js';
import { GatheredIssues } from './gathered-issues.js';
import { afterCalls, connectSource, type SourceWithoutKeys } from './open.js';
import { checkDefinitions } from './plan/check-definitions.js';
import { deprecations } from './plan/declarations.js';
import type { DocumentsWanted } from './plan/documents.js';
import { refusalMemory } from './refusal-memory.js';
import { stateNotices } from './repair/preflight.js';

/** As `plannedSource`, of several. What is wrong with any of them is one error; after a fault nothing more is counted. */
export async function plannedSources(
  drafts: readonly SourceWithoutKeys[],
  counts = false,
): Promise<PlannedSource[]> {
  const issues = new GatheredIssues();
  const planned: PlannedSource[] = [];
  for (const draft of drafts) {
    try {
      planned.push(await plannedSource(draft, counts && !issues.any));
    } catch (error) {
      issues.take(error);
    }
  }
  issues.throwIfAny();
  return planned;
}

/**
 * Calls nothing and opens nothing, unless `counts`: then lists without parameters are read, and rows of earlier loads are
 * counted. Throws `ConfigError` for options that the destination excludes, and for definitions that the API's documents
 * refuse, as far as they are in the cache or a folder.
 */
export async function plannedSource(draft: SourceWithoutKeys, counts = false): Promise<PlannedSource> {
  return (await plannedWith(draft, { how: counts ? 'lists' : 'nothing' })).planned;
}

export interface Counting {
  /** `stored`: rows of earlier loads alone, without a call. `lists`: lists without parameters, too. */
  how: 'nothing' | 'stored' | 'lists';
  /** For `lists`; it stays open. Default: one of its own. */
  connection?: Connection;
  /** In place of those of the cache or the API. */
  documents?: ApiDocuments;
}

/** The same, with the numbers of items that were found. */
export async function plannedWith(
  draft: SourceWithoutKeys,
  counting: Counting,
): Promise<{ planned: PlannedSource; items: ReadonlyMap<string, number> }> {
  const { config, plan } = draft;
  const destination = createDestination(config.destination);
  refuseExcluded(draft, destination);
  const { items, notices } = await countedAs(draft, counting);
  const callsPerSecond = effectivePace(config.budget);
  const estimated = estimate(plan, items, callsPerSecond);
  const refused = refusedBefore(draft);
  const isRefused = (strategy: string, route: string) =>
    refused.some((one) => one.strategy === strategy && one.route === route);
  const few = estimateStrategies(plan, estimated, items, { ...config, isRefused });
  const planned = {
    connection: config.connection,
    plan: { ...plan, warnings: [...plan.warnings, ...notices] },
    costs: { estimated, few, refused, counted: counting.how === 'lists' },
    callsPerSecond,
    concurrency: config.concurrency,
    takesMany: capabilitiesOf(destination).accountsAtOnce,
    region: config.region.name,
    origin: config.origin,
    destination: destination.location,
    commonSecrets: SECRET_FIELDS.flatMap(({ path, fields }) => (path === undefined ? fields : [])),
  };
  return { planned, items };
}

async function countedAs(
  draft: SourceWithoutKeys,
  { how, connection, documents }: Counting,
): Promise<Counted> {
  if (how === 'lists') return connection ? countedOn(draft, connection, documents) : counted(draft);
  const notices = await documentNotices(draft, { documents });
  return { items: how === 'stored' ? await storedItems(draft) : new Map(), notices };
}

/** Of one account, or of the account that the configuration names. A destination that cannot be read has none to count. */
async function storedItems({ plan, config }: SourceWithoutKeys): Promise<Map<string, number>> {
  if (config.connection !== undefined && config.account === undefined) return new Map();
  try {
    const account = config.connection === undefined ? undefined : config.account;
    return await countLoaded(plan, createDestination(config.destination), account);
  } catch (error) {
    if (error instanceof DestinationError) return new Map();
    throw error;
  }
}

/** What earlier loads were refused on the plan's routes: the next one does not ask for it. */
function refusedBefore({ config, plan, clock }: SourceWithoutKeys): RefusedStrategy[] {
  const probes = new StrategyProbes(refusalMemory(config).read(), () => clock.now());
  const routes = new Set(plan.nodes.map(({ path }) => templateOf(path)));
  return probes
    .remembered()
    .filter(({ route }) => routes.has(route))
    .map(({ strategy, route }) => ({ strategy, route }));
}

interface Counted {
  items: Map<string, number>;
  /** What the next load reads again, or why it is refused. */
  notices: Notice[];
}

async function counted(draft: SourceWithoutKeys): Promise<Counted> {
  const connection = connectSource(draft);
  try {
    return await countedOn(draft, connection);
  } finally {
    await connection.close();
  }
}

async function countedOn(
  draft: SourceWithoutKeys,
  connection: Connection,
  documents?: ApiDocuments,
): Promise<Counted> {
  const { client } = connection;
  const notices = await documentNotices(draft, { client, documents });
  const found = await countedBy(draft, connection);
  return { ...found, notices: [...notices, ...found.notices] };
}

/** What the API's documents say about the definitions. Throws `ConfigError` for what they refuse. */
async function documentNotices(draft: SourceWithoutKeys, wanted: DocumentsWanted): Promise<Notice[]> {
  const checked = await checkDefinitions(draft, wanted);
  if (!checked) return [];
  if (checked.issues.length > 0) throw new ConfigError(checked.issues);
  const missing = checked.documents.notes.map((message): Notice => ({ code: 'documents-missing', message }));
  return [...missing, ...deprecations(draft.plan, checked.documents), ...checked.warnings];
}

async function countedBy(draft: SourceWithoutKeys, connection: Connection): Promise<Counted> {
  try {
    const { plan, config } = draft;
    // Tables are shared where there are several connections.
    const isOne = config.connection === undefined;
    const account = config.account ?? (await accountFromApi(connection.client));
    const destination = createDestination(config.destination);
    const counting = { account: isOne ? undefined : account, seed: draft.clock.random() };
    const items = await countRoots(plan, connection.client, destination, counting);
    const { problems, warnings } = await stateNotices(draft, account);
    return { items, notices: [...problems, ...warnings] };
  } catch (error) {
    throw afterCalls(error, connection);
  }
}

// Home: the state of each connection, what needs a person, the month's spend with its proof, and the newest runs.
import { useEffect } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import { Band } from '../../ui/parts/parts.js';
import { Said } from '../notices/said.js';
import { runAddress } from '../runs/addresses.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { StartLink } from '../start/start-link.js';
import { screenLink } from '../state/address.js';
import { f, t } from '../state/language.js';
import { runningLoad } from '../state/running.js';
import { accounts, session } from '../state/session.js';
import { Accounts } from './accounts.js';
import { Connections } from './connections.js';
import { Empty } from './empty.js';
import { home, loadHome, now, report, rows, runs } from './facts.js';
import { NeedsPane } from './needs-pane.js';
import { NewestRuns } from './newest-runs.js';
import { SpendPane } from './spend-pane.js';
import { moment } from './when.js';

/** More of them stand in one line each, with filters. */
const FEW = 5;
/** While a load runs. */
const AGAIN_MS = 4000;

export function Home() {
  useEffect(() => void loadHome(), []);
  const { answer } = runs.value;
  const isRunning = answer?.loads.some(({ state }) => state === 'running') ?? false;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void loadHome(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  const error = runs.value.error ?? home.value.error;
  const isEmpty = answer !== undefined && answer.runs.length === 0 && answer.loads.length === 0;
  const hasNone = session.value.answer !== undefined && accounts.value.length === 0;
  if (isEmpty || hasNone || !session.value.answer?.config) return <Empty />;
  return (
    <div class="page home">
      {error && <Problem error={error} again={() => void loadHome()} />}
      {!answer && !error && <Waiting lines={12} />}
      {answer && (
        <>
          <Head />
          {home.value.answer?.scheduleProblem && (
            <Band tone="warn" icon="alert">
              <p class="strong">{t.value.homePage.scheduleProblem}</p>
              <p>
                <Said {...home.value.answer.scheduleProblem} />
              </p>
            </Band>
          )}
          {accounts.value.length > FEW ? <Accounts /> : <Connections rows={rows.value} />}
          <div class="panes">
            <NeedsPane />
            <SpendPane report={report.value} />
          </div>
          <NewestRuns runs={answer} />
        </>
      )}
    </div>
  );
}

function Head() {
  const { homePage } = t.value;
  const all = rows.value;
  const missing = all.reduce((sum, each) => sum + each.missing, 0);
  const odd = all.filter(({ state }) => state !== 'complete' && state !== 'running');
  const plan = screenLink('plan');
  return (
    <div class="hh">
      <div>
        <h2>{headline()}</h2>
        <p class="muted">
          {odd.length > 0 && all.length > 1 && (
            <>{homePage.ofConnections(f.value.count(odd.length), f.value.count(all.length))} </>
          )}
          {homePage.asOf(moment(now.value))}
        </p>
      </div>
      <div class="row">
        {plan && (
          <a class="btn" href={plan}>
            <Icon name="plan" small />
            {homePage.plan}
          </a>
        )}
        <Next missing={missing} />
      </div>
    </div>
  );
}

/** What to do next: follow the load that runs, ask again for what is missing, or load. */
function Next({ missing }: { missing: number }) {
  const { homePage } = t.value;
  const running = runningLoad.value;
  if (running)
    return (
      <a class="btn primary" href={runAddress(running.load)}>
        <Icon name="runs" small />
        {homePage.follow}
      </a>
    );
  if (missing === 0) return <StartLink primary icon="runs" label={homePage.loadNow} options={{}} />;
  return (
    <StartLink
      primary
      icon="retry"
      label={homePage.retryAll(f.value.count(missing))}
      options={{ kind: 'retry', run: 'last' }}
    />
  );
}

function headline(): string {
  const { homePage } = t.value;
  const all = rows.value;
  const missing = all.reduce((sum, each) => sum + each.missing, 0);
  const listed = all.reduce((sum, each) => sum + each.listed, 0);
  const down = all.filter(({ state }) => state === 'failed' || state === 'no-keys').length;
  if (
    all.some(({ state }) => state === 'running') ||
    runs.value.answer?.loads.some(({ state }) => state === 'running')
  )
    return homePage.running;
  if (missing > 0) return homePage.left(f.value.count(missing), f.value.count(listed));
  if (down > 0) return homePage.notBegun(f.value.count(down));
  const never = all.filter(({ state }) => state === 'never').length;
  if (never === 0) return homePage.whole;
  return never === all.length ? homePage.never : homePage.neverSome(f.value.count(never));
}

// Source objects of a run as a tree: what was listed, what became of it, with how many calls, and what is left.
import type { ObjectCounts, ObjectPlan, TreeView } from '../../contract/run.js';
import { Icon } from '../../ui/icons.js';
import { f, t } from '../state/language.js';
import { callsOf, NOT_LOADED, type RunTable, TONES, totals } from './counts.js';
import { Meter } from './meter.js';
import { elapsed } from './times.js';

interface TableProps extends RunTable {
  /** While it runs: how far each tree is. */
  trees?: readonly TreeView[];
  link: (object: string, reason?: string) => string;
}

export function ObjectTable({ plan, counts, trees, link }: TableProps) {
  const { run: words } = t.value.runs;
  const all = totals(counts);
  const calls = counts.reduce((sum, each) => sum + (each ? callsOf(each) : 0), 0);
  return (
    <table class="obj">
      <thead>
        <tr>
          <th scope="col">{words.object}</th>
          {trees && (
            <th scope="col" class="no-m">
              {words.done}
            </th>
          )}
          <th scope="col" class="n no-m">
            {words.listedOf}
          </th>
          <th scope="col" class="n">
            {words.loaded}
          </th>
          <th scope="col">{words.notLoaded}</th>
          <th scope="col" class="n no-m">
            {words.callsOf}
          </th>
          <th scope="col" class="no-m">
            {words.with}
          </th>
          {trees && (
            <th scope="col" class="n">
              {words.remaining}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {plan.map((object, place) => (
          <Row
            key={object.name}
            object={object}
            counts={counts[place]}
            tree={trees?.[object.tree]}
            isLive={trees !== undefined}
            link={link}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.all}</th>
          {trees && <td class="no-m" />}
          <td class="n no-m">{f.value.count(all.listed)}</td>
          <td class="n">{f.value.count(all.loaded)}</td>
          <td>
            <NotLoaded ledger={all} />
          </td>
          <td class="n no-m">{f.value.count(calls)}</td>
          <td class="no-m" />
          {trees && <td />}
        </tr>
      </tfoot>
    </table>
  );
}

interface RowProps {
  object: ObjectPlan;
  counts: ObjectCounts | undefined;
  tree: TreeView | undefined;
  isLive: boolean;
  link: TableProps['link'];
}

function Row({ object, counts, tree, isLive, link }: RowProps) {
  const isQueued = isLive && (tree === undefined || tree.stage === 'waiting');
  const number = (value: number | undefined) =>
    isQueued || value === undefined ? '–' : f.value.count(value);
  return (
    <tr class={isQueued ? 'hit q' : 'hit'}>
      <th scope="row" class={`d${Math.min(object.depth, 4)}`}>
        <a href={link(object.name)}>{object.name}</a>
      </th>
      {isLive && <td class="bar mid no-m">{!isQueued && tree && <DoneBar object={object} tree={tree} />}</td>}
      <td class="n no-m">{number(counts?.ledger.listed)}</td>
      <td class="n">{number(counts?.ledger.loaded)}</td>
      <td class="nl">
        {counts ? <NotLoaded ledger={counts.ledger} link={(reason) => link(object.name, reason)} /> : '–'}
      </td>
      <td class="n no-m">{number(counts && callsOf(counts))}</td>
      <td class="muted no-m">{counts && !isQueued ? <Ways counts={counts} /> : ''}</td>
      {isLive && <td class="n">{isQueued ? <Queued object={object} /> : <Left tree={tree} />}</td>}
    </tr>
  );
}

/** A list at the root is read as soon as it is listed. */
function DoneBar({ object, tree }: { object: ObjectPlan; tree: TreeView }) {
  const isWhole = tree.stage === 'done' || (object.depth === 0 && !object.loaded && tree.listed > 0);
  return <Meter part={isWhole ? 1 : tree.listed > 0 ? tree.done / tree.listed : 0} whole={isWhole} />;
}

function Queued({ object }: { object: ObjectPlan }) {
  return <>{object.depth === 0 ? t.value.runs.run.queued : ''}</>;
}

function Left({ tree }: { tree: TreeView | undefined }) {
  if (tree?.stage === 'done')
    return (
      <span class="chip ok">
        <Icon name="check" small />
        {t.value.runs.run.isDone}
      </span>
    );
  return <>{tree?.secondsLeft === undefined ? '' : elapsed(tree.secondsLeft)}</>;
}

function Ways({ counts: { calls, ledger } }: { counts: ObjectCounts }) {
  const { ways, withList } = t.value.runs.run;
  const used = (['expanded', 'batch', 'single'] as const).filter((way) => calls[way] > 0);
  if (used.length === 0) return <>{ledger.loaded > 0 ? withList : ''}</>;
  // Shortcuts are compared with a few single calls, which say nothing about how it is read.
  const main = used.filter((way) => way !== 'single');
  return <>{(main.length > 0 ? main : used).map((way) => ways[way]).join(', ')}</>;
}

interface NotLoadedProps {
  ledger: ObjectCounts['ledger'];
  link?: (reason: string) => string;
}

function NotLoaded({ ledger, link }: NotLoadedProps) {
  const { inState } = t.value.runs;
  const some = NOT_LOADED.filter((state) => ledger[state] > 0);
  if (some.length === 0) return <span class="muted">–</span>;
  return (
    <>
      {some.map((state) => {
        const text = inState(f.value.count(ledger[state]), state);
        const tone = TONES[state] === 'plain' ? 'muted' : TONES[state];
        return (
          <span key={state} class={tone}>
            {link ? <a href={link(state)}>{text}</a> : text}{' '}
          </span>
        );
      })}
    </>
  );
}

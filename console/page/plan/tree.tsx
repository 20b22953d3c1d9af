// Source objects as a tree, each with what is known of it, what is asked, its calls with and without shortcuts, and its right.
import type { PlanNodeEntry, PlanOfConnection, RightsEntry } from '../../contract/draft-calls.js';
import { Chip, Wide } from '../../ui/parts/parts.js';
import { callsNumber, totalText } from '../shell/calls-text.js';
import { operationAddress } from '../state/address.js';
import { f, t } from '../state/language.js';
import { isWhole } from './request.js';

export function Tree({ plan }: { plan: PlanOfConnection }) {
  const { table, shortcuts } = t.value.planPage;
  const { nodes, few, single, rights } = plan;
  const known = nodes.reduce((sum, { items = 0 }) => sum + items, 0);
  return (
    <div class="grow">
      <Wide label={table.label}>
        <table class="tree">
          <thead>
            <tr>
              <th scope="col">{table.object}</th>
              <th scope="col" class="no-m">
                {table.get}
              </th>
              <th scope="col" class="n no-m">
                {table.known}
              </th>
              <th scope="col" class="no-m">
                {table.asked}
              </th>
              <th scope="col" class="n">
                {table.calls}
              </th>
              <th scope="col" class="n no-m">
                {table.single}
              </th>
              <th scope="col">{table.right}</th>
            </tr>
          </thead>
          <tbody>
            {inTreeOrder(nodes).map(({ node, depth }) => (
              <Line key={node.name} node={node} depth={depth} rights={rights} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{table.all}</th>
              <td class="no-m" />
              <td class="n no-m">{f.value.count(known)}</td>
              <td class="no-m" />
              <td class="n">{totalText(few)}</td>
              <td class="n no-m">{totalText(single)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </Wide>
      <p class="muted small note">
        {shortcuts} {!isWhole.value && known > 0 && t.value.planPage.atMost}
      </p>
    </div>
  );
}

/** Each after what it hangs on. */
export function inTreeOrder(nodes: readonly PlanNodeEntry[]): { node: PlanNodeEntry; depth: number }[] {
  const below = (parent: string | undefined, depth: number): { node: PlanNodeEntry; depth: number }[] =>
    nodes
      .filter((node) => node.parent === parent)
      .flatMap((node) => [{ node, depth }, ...below(node.name, depth + 1)]);
  return below(undefined, 0);
}

interface LineProps {
  node: PlanNodeEntry;
  depth: number;
  rights: RightsEntry;
}

function Line({ node, depth, rights }: LineProps) {
  const { name, method, path, items, few, single, hasTable, table, constants } = node;
  const isFewer = few.known < single.known || few.unknown.length < single.unknown.length;
  return (
    <tr>
      <th scope="row" class={`deep-${Math.min(depth, 6)}`}>
        <code>{name}</code>
        <small>
          {[!hasTable && t.value.planPage.idsOnly, hasTable && table !== name && `→ ${table}`, ...constants]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </th>
      <td class="no-m">
        <a class="mono path" href={operationAddress({ method, path })}>
          {method === 'GET' ? '' : `${method} `}
          {path}
        </a>
      </td>
      <td class="n no-m">{items === undefined ? '–' : f.value.count(items)}</td>
      <td class="no-m muted">{askedOf(node)}</td>
      <td class="n">{isFewer ? <b>{callsNumber(few)}</b> : callsNumber(few)}</td>
      <td class="n no-m muted">{callsNumber(single)}</td>
      <td>
        <Right node={node} rights={rights} />
      </td>
    </tr>
  );
}

function askedOf({ mode, cross }: PlanNodeEntry): string {
  const { modes, combined } = t.value.planPage;
  const words = isWhole.value ? modes.full : (modes[mode as keyof typeof modes] ?? mode);
  return cross.length > 0 ? `${words}, ${combined(cross.join(' × '))}` : words;
}

function Right({ node, rights: { needed, missing } }: Pick<LineProps, 'node' | 'rights'>) {
  const { planPage } = t.value;
  if (missing === undefined) return <span class="muted">{planPage.notAsked}</span>;
  const own = needed.filter(({ objects }) => objects.includes(node.name));
  const lacks = own.some(({ method, path }) =>
    missing.some((rule) => rule.method === method && rule.path === path),
  );
  if (!lacks) return <span class="muted">{planPage.granted}</span>;
  return (
    <Chip tone="bad" icon="stop">
      {planPage.lacks}
    </Chip>
  );
}

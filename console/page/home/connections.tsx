// A few connections, each with its state, how fresh it is, its last run, and when and at what price the next one comes.
import { Wide } from '../../ui/parts/parts.js';
import { screenLink } from '../state/address.js';
import { f, t } from '../state/language.js';
import { session } from '../state/session.js';
import { now, runs } from './facts.js';
import { StateChip, whyOf } from './row-parts.js';
import type { Row } from './rows.js';
import { age, when } from './when.js';

export function Connections({ rows }: { rows: readonly Row[] }) {
  const { table } = t.value.homePage;
  return (
    <Wide label={table.label}>
      <table class="pl">
        <thead>
          <tr>
            <th scope="col">{table.connection}</th>
            <th scope="col">{table.state}</th>
            <th scope="col" class="n">
              {table.fresh}
            </th>
            <th scope="col" class="n no-m">
              {table.rows}
            </th>
            <th scope="col" class="no-m apart">
              {table.last}
            </th>
            <th scope="col" class="no-m">
              {table.next}
            </th>
            <th scope="col" class="n no-m">
              {table.costs}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.connection} row={row} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Line({ row }: { row: Row }) {
  const { homePage } = t.value;
  const { connection, account, region, freshAt, newestDocument, health, next, price } = row;
  const file = session.value.answer?.config?.file.split(/[/\\]/).at(-1) ?? '';
  return (
    <tr>
      <th scope="row">
        <span class="mono">{connection ?? file}</span>
        <small>
          {account ?? region} → {runs.value.answer?.destination.split(/[/\\]/).at(-1)}
        </small>
      </th>
      <td>
        <StateChip row={row} />
        <small>{whyOf(row)}</small>
        <small class="only-m">
          <LastRun row={row} />
        </small>
      </td>
      <td class="n">
        {freshAt ? age(freshAt, now.value) : '–'}
        <small>{newestDocument && homePage.upTo(f.value.dayMonth(newestDocument))}</small>
      </td>
      <td class="n no-m">
        {health ? f.value.count(health.rows) : '–'}
        <small>{health && homePage.tables(f.value.count(health.tables))}</small>
      </td>
      <td class="no-m apart">
        <LastRun row={row} />
      </td>
      <td class="no-m">
        {next ? when(next.at, now.value) : <span class="muted">{homePage.unscheduled}</span>}
        <small>{next && homePage.inTime(age(next.at, now.value))}</small>
      </td>
      <td class="n no-m">
        {price ? homePage.calls(f.value.count(price.calls)) : <span class="muted">{homePage.unknown}</span>}
        <small>{price && homePage.asLast(f.value.duration(price.seconds))}</small>
      </td>
    </tr>
  );
}

function LastRun({ row: { last } }: { row: Row }) {
  const { homePage } = t.value;
  if (!last) return <>–</>;
  const link = screenLink('runs', last.runId);
  const shown = when(last.startedAt, now.value);
  const kind = homePage.kinds[last.kind as keyof typeof homePage.kinds] ?? last.kind;
  return (
    <>
      {link ? <a href={link}>{shown}</a> : shown}
      <small>{homePage.took(kind, f.value.duration(last.seconds))}</small>
    </>
  );
}

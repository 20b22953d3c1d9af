// Tables: all of them, one with its rows, or SQL.
import { useEffect } from 'preact/hooks';
import { Said } from '../notices/said.js';
import { startAddress } from '../runs/addresses.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { t } from '../state/language.js';
import { isSql, openTable } from './address.js';
import { AllTables } from './all-tables.js';
import { Sql } from './sql.js';
import { loadTables, tables } from './state.js';
import { TablePage } from './table-page.js';

export function Tables() {
  useEffect(() => void loadTables(), []);
  const { answer, error } = tables.value;
  const { tables: words } = t.value;
  if (error?.code === 'destination-empty' || error?.code === 'destination-unable')
    return (
      <div class="page">
        <h2>{error.code === 'destination-empty' ? words.empty : words.unable}</h2>
        <p class="muted small">
          <Said code={error.code} message={error.message} />
        </p>
        {error.code === 'destination-empty' && (
          <>
            <p>{words.emptyHow}</p>
            <a class="btn primary" href={startAddress()}>
              {t.value.runs.loadNow}
            </a>
          </>
        )}
      </div>
    );
  if (error)
    return (
      <div class="page">
        <Problem error={error} again={() => void loadTables()} />
      </div>
    );
  if (openTable.value !== undefined) return <TablePage key={openTable.value} table={openTable.value} />;
  if (!answer) return <Waiting lines={14} />;
  return isSql.value ? <Sql /> : <AllTables />;
}

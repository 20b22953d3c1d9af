// Reset: what would go is shown first, and exactly that is removed once a person has typed its name.

import { openAllWithoutKeys } from '../../../connector/app/accounts/open-accounts.js';
import { locationOf } from '../../../connector/app/destination-fit.js';
import { type ResetPart, resetSources } from '../../../connector/app/repair/reset.js';
import { ConfigError } from '../../../connector/model/errors.js';
import type {
  ResetAccount,
  ResetConsent,
  ResetDone,
  ResetRequest,
  ResetShown,
} from '../../contract/reset.js';
import { Refused } from '../failure.js';
import { ShownOnce } from '../shown-once.js';
import type { Workspace } from '../workspace.js';
import { resetLine } from './command-line.js';
import type { Loads } from './loads.js';
import { someOf } from './open-load.js';

interface Draft {
  request: ResetRequest;
  word: string;
  /** What was shown, as text. */
  shown: string;
}

export class Resets {
  readonly #drafts: ShownOnce<Draft>;

  constructor(
    private readonly workspace: Workspace,
    private readonly loads: Loads,
  ) {
    this.#drafts = new ShownOnce(
      workspace.clock,
      'this reset was done already, or was shown too long ago: look at it again',
    );
  }

  /** Throws `ConfigError` for a name that nobody knows, `DestinationError` during a run. */
  async draft(request: ResetRequest): Promise<ResetShown> {
    refuseContradiction(request);
    const destination = this.#freeDestination(request);
    const found: { accounts: ResetAccount[]; neverStarted: string[] } = { accounts: [], neverStarted: [] };
    await this.#reset(request, (accounts, neverStarted) => {
      Object.assign(found, { accounts, neverStarted });
      return false;
    });
    const word = wordOf(request, destination);
    const shown = textOf(destination, found.accounts);
    return {
      id: this.#drafts.add({ request, word, shown }),
      ...{ word, destination, ...found },
      command: resetLine(request, this.workspace.file),
    };
  }

  /** Throws `Refused` where it is not what was shown; then nothing is removed. */
  async done({ id, word }: ResetConsent): Promise<ResetDone> {
    const { request, word: wanted, shown } = this.#drafts.take(id);
    if (word !== wanted) throw new Refused(409, 'consent-missing', `type ${wanted} to remove what is shown`);
    const destination = this.#freeDestination(request);
    let removed: ResetAccount[] = [];
    await this.#reset(request, (accounts) => {
      if (textOf(destination, accounts) !== shown) throw changed();
      removed = accounts;
      return true;
    });
    return { accounts: removed };
  }

  async #reset(
    { sources, data = false, alone, ...request }: ResetRequest,
    decide: (accounts: ResetAccount[], neverStarted: string[]) => boolean,
  ): Promise<void> {
    await resetSources(this.#opened(request), {
      ...(sources && { names: sources }),
      ...(alone && { alone }),
      data,
      confirm: async (parts, neverStarted) =>
        decide(
          parts.map(accountOf),
          neverStarted.map(({ connection }) => connection),
        ),
    });
  }

  #opened({ connections }: Pick<ResetRequest, 'connections'>) {
    const { file, reading } = this.workspace.configuration();
    return someOf(openAllWithoutKeys(file, { ...reading, ...(connections && { connections }) }));
  }

  /** Where the tables are, unless this console loads into it. */
  #freeDestination(request: ResetRequest): string {
    const destination = locationOf(this.#opened(request)[0]);
    this.loads.refuseBusy(destination);
    return destination;
  }
}

function refuseContradiction({ alone, data }: ResetRequest): void {
  if (!alone || data) return;
  const message = 'has no meaning without the rows: only what is named is forgotten';
  throw new ConfigError([{ code: 'option-conflict', where: 'alone', message }]);
}

/** The one source object, else the destination by its last name: `bills`, `ovh.db`. */
function wordOf({ sources }: ResetRequest, destination: string): string {
  const [only, ...others] = sources ?? [];
  if (only !== undefined && others.length === 0) return only;
  return destination.split(/[/\\\s]/).findLast(String) ?? destination;
}

function accountOf({ connection, account, scopes }: ResetPart): ResetAccount {
  return {
    ...(connection !== undefined && { connection }),
    account,
    objects: scopes.map(({ name, remembered, tables, belongsTo }) => ({
      ...{ name, remembered },
      tables: tables.map(({ schema, rows }) => ({ table: schema.table, rows })),
      ...(belongsTo !== undefined && { belongsTo }),
    })),
  };
}

const textOf = (destination: string, accounts: readonly ResetAccount[]): string =>
  JSON.stringify([destination, accounts]);

function changed(): Refused {
  return new Refused(409, 'reset-changed', 'it would remove something else than was shown: look at it again');
}

// Whose account it is: the connection of each account, with the labels that the configuration gives it.
import { instant, json, ownTable, text } from '../../model/own-table.js';
import type { RowBatch } from '../../model/table.js';
import type { Recorder } from '../recorder.js';

export const CONNECTIONS = ownTable(
  '_ovh_connection',
  'account of a configuration with connections, as its last run found it',
  {
    account: text('value of `_account` in the rows of the data'),
    connection: text('name of the connection'),
    region: text('region of the API'),
    labels: json<Readonly<Record<string, string>>>('`labels` of the connection, such as `customer`', {}),
    recordedAt: instant('when the run began'),
  },
  ['account'],
);

export interface ConnectionFacts {
  account: string;
  connection: string;
  region: string;
  labels?: Readonly<Record<string, string>>;
  recordedAt: number;
}

/** Records it before anything is read. */
export class ConnectionRecorder implements Recorder {
  constructor(private readonly facts: ConnectionFacts) {}

  begin(): RowBatch[] {
    return [CONNECTIONS.batch([{ labels: {}, ...this.facts }])];
  }
}

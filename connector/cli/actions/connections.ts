// connections: lists the connections of the configuration. Calls nothing, and shows no key.
import { connectionList } from '../../app/accounts/connection-list.js';
import { ConfigError } from '../../model/errors.js';
import { connectionsText } from '../../text/accounts/connections-text.js';
import type { ConnectionsOptions } from '../commands/connections.js';
import { note, printJson, printText, textColumns } from '../output.js';
import { draftsFrom, emptyShardLine } from './sources.js';

export function connections(options: ConnectionsOptions): void {
  const drafts = draftsFrom(options);
  const alone = drafts.find(({ config }) => config.connection === undefined);
  if (alone) {
    const message = 'is missing: this configuration is of one account, which `load` loads';
    const { source: where } = alone.config;
    throw new ConfigError([{ code: 'config-missing', where, key: 'connections', message }]);
  }
  const listed = connectionList(drafts);
  if (listed.length === 0) note(emptyShardLine(options));
  if (options.json) printJson(listed);
  else if (listed.length > 0) printText(connectionsText(listed, textColumns()));
}

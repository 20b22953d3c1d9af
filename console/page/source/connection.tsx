// Connection: region and keys of each account, where each value comes from, and Connect, which checks them.
import { useState } from 'preact/hooks';
import type { ConnectionEntry, KeyPath, Outline, Plain } from '../../contract/draft.js';
import { Icon } from '../../ui/icons.js';
import { edit, isBroken, outline } from '../draft/draft.js';
import { removeKey, setKey } from '../draft/edits.js';
import { fields } from '../draft/schema.js';
import { Switch } from '../shell/switch.js';
import { Waiting } from '../shell/waiting.js';
import { t } from '../state/language.js';
import { session } from '../state/session.js';
import { Connect } from './connect.js';
import { Field } from './field.js';
import { KeyRows } from './key-rows.js';
import { NeededRights } from './needed-rights.js';

export function Connection() {
  const found = outline.value;
  if (!found) return <Waiting lines={6} />;
  return (
    <div class="cn">
      <div>
        {found.connections.map((connection) => (
          <OneConnection key={connection.path.join()} connection={connection} outline={found} />
        ))}
        <AddConnection outline={found} />
        <Connect />
      </div>
      <NeededRights />
    </div>
  );
}

const KINDS = ['keys', 'oauth2', 'bearer'] as const;
type Kind = (typeof KINDS)[number];

function OneConnection({
  connection,
  outline: { isList },
}: {
  connection: ConnectionEntry;
  outline: Outline;
}) {
  const words = t.value.source;
  const { path, name, region, origin, kind } = connection;
  const [chosen, choose] = useState<Kind | undefined>(undefined);
  const shown = chosen ?? (kind === 'none' ? 'keys' : kind);
  const regions = (fields.value.answer?.regions ?? session.value.answer?.regions ?? []).filter((each) =>
    ['eu', 'ca', 'us', region].includes(each),
  );
  const title = isList ? (name ?? words.noName) : words.connection;
  const now = region ?? session.value.answer?.region ?? '';
  return (
    <section class="one" aria-label={title}>
      <h2>{title}</h2>
      <div class="row wrap">
        <Switch
          label={words.region}
          choices={regions.map((each) => [each, each] as const)}
          chosen={now}
          choose={(value) => void setKey([...path, 'region'], value)}
          disabled={isBroken.value}
        />
        <Switch
          label={words.authentication}
          choices={KINDS.map((each) => [each, words.kinds[each]] as const)}
          chosen={shown}
          choose={choose}
          disabled={isBroken.value}
        />
        <span class="muted small">
          <code>{origin ?? words.regionUnknown}</code>
        </span>
      </div>
      <KeyRows connection={connection} kind={shown} />
      <More connection={connection} isList={isList} />
    </section>
  );
}

/** Keys of a connection that are rarely needed, and its name. */
function More({ connection, isList }: { connection: ConnectionEntry; isList: boolean }) {
  const words = t.value.source;
  const { path, name, baseUrl, profile } = connection;
  const written: Record<string, Plain> = {
    ...(name !== undefined && { name }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(profile !== undefined && { profile }),
  };
  const known = (fields.value.answer?.connection ?? [])
    .filter(({ group }) => group === '')
    .flatMap((group) => group.fields)
    .filter(({ key }) => ['baseUrl', 'profile'].includes(key) || (key === 'name' && isList));
  if (known.length === 0) return null;
  return (
    <details class="more" open={isList || Object.keys(written).length > 0}>
      <summary>{words.moreKeys}</summary>
      <div class="opts">
        {known.map((field) => (
          <Field
            key={field.key}
            path={[...path, field.key]}
            field={field}
            value={written[field.key]}
            send={(value) => {
              if (value !== undefined) return setKey([...path, field.key], value);
              return written[field.key] === undefined
                ? Promise.resolve()
                : removeKey(path, written, [field.key]);
            }}
          />
        ))}
      </div>
      {isList && (
        <button type="button" class="btn quiet danger" onClick={() => void edit([{ remove: path }])}>
          {words.removeConnection}
        </button>
      )}
    </details>
  );
}

/** A second account: the one of the whole file becomes the first of the list. */
function AddConnection({ outline: found }: { outline: Outline }) {
  const words = t.value.source;
  const count = found.connections.length;
  const add = () => {
    const next = { add: ['connections'] as KeyPath, value: { name: `account_${count + 1}`, region: 'eu' } };
    if (found.isList) return edit([next]);
    const [only] = found.connections;
    const moved = { name: 'account_1', ...(only?.region !== undefined && { region: only.region }) };
    const outer = only?.region !== undefined ? [{ remove: ['region'] as KeyPath }] : [];
    return edit([...outer, { add: ['connections'], value: moved }, next]);
  };
  // Keys that stand in the file cannot be moved by the page, which does not have them.
  const hasWritten =
    !found.isList &&
    found.connections.some(
      ({ keys, baseUrl, profile }) =>
        keys.some((key) => key.written) || baseUrl !== undefined || profile !== undefined,
    );
  return (
    <p class="row">
      <button type="button" class="btn" disabled={hasWritten || isBroken.value} onClick={() => void add()}>
        <Icon name="plus" small />
        {words.addConnection}
      </button>
      <span class="muted small">{hasWritten ? words.addConnectionByText : words.addConnectionHow}</span>
    </p>
  );
}

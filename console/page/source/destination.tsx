// Destination: where the tables go. Its fields are those of the schema for each kind.
import type { Edit, Plain } from '../../contract/draft.js';
import { Chip } from '../../ui/parts/parts.js';
import { edit, isBroken, outline } from '../draft/draft.js';
import { removeKey, setKey } from '../draft/edits.js';
import { fields } from '../draft/schema.js';
import { hold } from '../draft/typed-secrets.js';
import { Switch } from '../shell/switch.js';
import { Waiting } from '../shell/waiting.js';
import { t } from '../state/language.js';
import { IssueText, issuesOf } from './field.js';
import { Options } from './options.js';
import { SecretField } from './secret-field.js';

export function Destination() {
  const words = t.value.source;
  const found = outline.value?.destination;
  const kinds = fields.value.answer?.destinations ?? [];
  if (!found || kinds.length === 0) return <Waiting lines={6} />;
  const type = found.type ?? 'sqlite';
  const kind = kinds.find((each) => each.type === type);
  const own = (kind?.fields ?? []).filter(({ key }) => key !== 'type');
  const secrets = own.filter((field) => field.kind === 'secret');
  const issues = issuesOf(['destination', 'type']);
  const choose = (next: string) => {
    const known = new Set(kinds.find((each) => each.type === next)?.fields.map(({ key }) => key));
    const gone = Object.keys(found.fields).filter((key) => key !== 'type' && !known.has(key));
    const edits: Edit[] = gone.map((key) => ({ remove: ['destination', key] }));
    void edit([{ set: ['destination', 'type'], value: next }, ...edits]);
  };
  const send = (key: string, value: Plain | undefined) => {
    if (value !== undefined) return setKey(['destination', key], value);
    return found.fields[key] === undefined
      ? Promise.resolve()
      : removeKey(['destination'], found.fields, [key]);
  };
  return (
    <div class="cn">
      <div>
        <h2>{words.partNames.destination}</h2>
        <div class="kinds">
          <Switch
            label={words.destinationKind}
            choices={kinds.map((each) => [each.type, each.type] as const)}
            chosen={type}
            choose={choose}
            disabled={isBroken.value}
          />
        </div>
        {issues.map((issue) => (
          <p key={issue.message} class="bad small">
            <IssueText issue={issue} />
          </p>
        ))}
        <p class="muted">{kind?.description}</p>
        {found.location !== undefined && (
          <p>
            <Chip tone="ok" icon="check">
              {words.tablesIn}
            </Chip>{' '}
            <code>{found.location}</code>
          </p>
        )}
        {secrets.map((field) => (
          <SecretField
            key={field.key}
            field={field}
            isSet={found.fields[field.key] !== undefined}
            keep={(secret) => send(field.key, hold(secret))}
            takeOut={() => void send(field.key, undefined)}
          />
        ))}
        <Options
          key={type}
          top={['destination']}
          fields={found.fields}
          groups={[
            {
              group: '',
              title: type,
              description: '',
              fields: own.filter((field) => field.kind !== 'secret'),
            },
          ]}
          elsewhere={['type', ...secrets.map(({ key }) => key)]}
          title={words.options}
        />
      </div>
      <div>
        <h2>{words.kindsTitle}</h2>
        <dl class="kv">
          {kinds.map((each) => (
            <div key={each.type}>
              <dt>
                <code>{each.type}</code>
              </dt>
              <dd>{each.description}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  );
}

// One key of the configuration as a field: what kind it is, comes from the schema that reads the configuration.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { DraftIssue, KeyPath, Plain } from '../../contract/draft.js';
import type { FieldEntry } from '../../contract/source-fields.js';
import { check, isBroken } from '../draft/draft.js';
import { parseFlow, parseTexts, printFlow, printTexts } from '../draft/flow.js';
import { isAbout, keyText } from '../draft/key-path.js';
import { Said } from '../notices/said.js';
import { Sentence } from '../notices/sentence.js';
import { t } from '../state/language.js';
import { useTyped } from './typed.js';

interface FieldProps {
  /** From the top of the file. */
  path: KeyPath;
  field: FieldEntry;
  value: Plain | undefined;
  /** Undefined: to be taken out. */
  send: (value: Plain | undefined) => Promise<unknown>;
  label?: ComponentChildren;
  beside?: ComponentChildren;
  /** More words below it. */
  help?: ComponentChildren;
  /** Offered beside the free text. */
  offers?: readonly string[];
}

/** Label, control, what is wrong with it, and what it means. */
export function Field(props: FieldProps) {
  const { path, field, value, label, beside, help } = props;
  const id = useId();
  const issues = issuesOf(path);
  return (
    <div class="fld">
      <span class="lab">
        <label for={id} class="mono">
          {label ?? field.key}
        </label>
        {field.required && (value === undefined || value === '') && <RequiredMark />}
        <span class="grow" />
        {beside}
      </span>
      <Control {...props} id={id} invalid={issues.length > 0} />
      <span class="help" id={`${id}-help`}>
        {issues.map((issue) => (
          <b key={issue.message} class="bad">
            <IssueText issue={issue} />
          </b>
        ))}
        {help ?? <Sentence text={field.help} />}
      </span>
    </div>
  );
}

export const RequiredMark = () => (
  <span class="req" title={t.value.operation.required}>
    *<span class="vh"> {t.value.operation.required}</span>
  </span>
);

/** What the server says of a key, or of something in it. */
export const issuesOf = (path: KeyPath): DraftIssue[] =>
  (check.value.answer?.issues ?? []).filter((issue) => isAbout(issue, path));

export function IssueText({ issue: { code, message } }: { issue: DraftIssue }) {
  return (
    <Said code={code} message={message}>
      <Sentence text={message} />
    </Said>
  );
}

interface ControlProps extends FieldProps {
  id: string;
  invalid: boolean;
}

function Control(props: ControlProps) {
  const { field, value, send, id, invalid } = props;
  const shared = { id, 'aria-describedby': `${id}-help`, 'aria-invalid': invalid, disabled: isBroken.value };
  if (field.kind === 'choice' || field.kind === 'flag') {
    const choices = field.kind === 'flag' ? ['true', 'false'] : (field.choices ?? []);
    const shown = value === undefined ? '' : typeof value === 'string' ? value : printFlow(value);
    return (
      <select
        {...shared}
        class="in mono"
        value={shown}
        onChange={({ currentTarget: { value: chosen } }) =>
          void send(chosen === '' ? undefined : field.kind === 'flag' ? chosen === 'true' : chosen)
        }
      >
        {(!field.required || value === undefined) && <option value="">{notSet(field)}</option>}
        {!choices.includes(shown) && shown !== '' && <option>{shown}</option>}
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return <TextControl {...props} {...shared} />;
}

const notSet = ({ default: value }: FieldEntry): string =>
  value === undefined || value === null ? t.value.source.notSet : t.value.source.byDefault(printFlow(value));

function TextControl({ path, field, value, send, offers, ...shared }: ControlProps) {
  const [problem, setProblem] = useState('');
  const list = useId();
  const typed = useTyped(written(field, value), async (text) => {
    const read = text.trim() === '' ? { value: undefined } : readValue(field, text);
    setProblem('problem' in read ? t.peek().source.noValue : '');
    if (!('problem' in read)) await send(read.value);
  });
  const { label: _label, beside: _beside, help: _help, invalid, ...rest } = shared;
  return (
    <>
      <input
        {...rest}
        {...typed}
        class="in mono"
        aria-invalid={invalid || problem !== ''}
        autocomplete="off"
        spellcheck={false}
        placeholder={field.default === undefined ? '' : notSet(field)}
        list={offers && list}
        name={keyText(path)}
      />
      {offers && (
        <datalist id={list}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
      {problem && <b class="bad small">{problem}</b>}
    </>
  );
}

/** As it stands in the field. */
function written({ kind }: FieldEntry, value: Plain | undefined): string {
  if (value === undefined) return '';
  if (kind === 'text' && typeof value === 'string') return value;
  if (kind === 'text-list' && Array.isArray(value))
    return printTexts(value.map((each) => (typeof each === 'string' ? each : printFlow(each))));
  return printFlow(value);
}

function readValue({ kind }: FieldEntry, text: string): { value: Plain } | { problem: number } {
  if (kind === 'text') return { value: text };
  if (kind === 'text-list') return { value: parseTexts(text) };
  return parseFlow(text.trim());
}

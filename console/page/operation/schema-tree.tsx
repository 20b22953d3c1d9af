// A type as a table of its fields; objects open to any depth.
import { useState } from 'preact/hooks';
import type { SchemaField, SchemaNode } from '../../contract/operation.js';
import { Icon } from '../../ui/icons.js';
import { f, t } from '../state/language.js';

/** So many values of an enum are shown before "more". */
const VALUES = 12;

interface SchemaProps {
  node: SchemaNode;
  label: string;
  /** Of a request: says which fields only OVHcloud sets. In a response that goes for nearly all. */
  request?: boolean;
}

export function SchemaTree({ node, label, request = false }: SchemaProps) {
  const { operation } = t.value;
  if (!node.fields || node.fields.length === 0)
    return (
      <div class="schema-alone">
        <code>{node.type}</code> <Values values={node.values} />
        {node.note && <span class="muted small">{node.note}</span>}
      </div>
    );
  return (
    <div class="tw">
      <table class="sch" aria-label={label}>
        <thead class="vh">
          <tr>
            <th scope="col">{operation.field}</th>
            <th scope="col">{operation.type}</th>
            <th scope="col">{operation.notes}</th>
          </tr>
        </thead>
        <tbody>
          <Rows fields={node.fields} depth={0} request={request} />
        </tbody>
      </table>
    </div>
  );
}

interface RowsProps {
  fields: SchemaField[];
  depth: number;
  request: boolean;
}

function Rows({ fields, depth, request }: RowsProps) {
  return (
    <>
      {fields.map((field) => (
        <Row key={field.name} field={field} depth={depth} request={request} />
      ))}
    </>
  );
}

function Row({ field, depth, request }: Omit<RowsProps, 'fields'> & { field: SchemaField }) {
  const { name, node, nullable, readOnly, secret, description } = field;
  const [isOpen, open] = useState(false);
  const { operation } = t.value;
  const below = node.fields ?? [];
  const depthClass = `d${Math.min(depth, 6)}`;
  return (
    <>
      <tr>
        <th scope="row" class={`${depthClass} ${below.length > 0 ? '' : 'lead'}`}>
          {below.length > 0 ? (
            <button type="button" class="fold" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
              <Icon name={isOpen ? 'down' : 'right'} />
              {name}
            </button>
          ) : (
            name
          )}
        </th>
        <td class="ty">
          <TypeName type={node.type} />
        </td>
        <td class={`en ${depthClass}`}>
          {nullable && <span class="tag">{operation.null}</span>}{' '}
          {readOnly && request && <span class="tag">{operation.readOnly}</span>}{' '}
          {secret && (
            <span class="nw">
              <Icon name="hidden" small /> {operation.secret}
            </span>
          )}{' '}
          {description} <Values values={node.values} />
          {node.note && <span> {node.note}</span>}
        </td>
      </tr>
      {isOpen && <Rows fields={below} depth={depth + 1} request={request} />}
    </>
  );
}

/** May break after a dot and before a capital. */
function TypeName({ type }: { type: string }) {
  return (
    <>
      {type.split(/(?<=[.\]])|(?<=[a-z])(?=[A-Z])/).map((part, place) => (
        <span key={`${place} ${part}`}>
          {place > 0 && <wbr />}
          {part}
        </span>
      ))}
    </>
  );
}

function Values({ values = [] }: { values?: string[] | undefined }) {
  const [all, setAll] = useState(false);
  if (values.length === 0) return null;
  const shown = all ? values : values.slice(0, VALUES);
  return (
    <span class="values">
      {shown.join(' · ')}{' '}
      {values.length > VALUES && (
        <button type="button" class="linklike" onClick={() => setAll(!all)}>
          {all ? t.value.operation.fewer : t.value.operation.more(f.value.count(values.length - VALUES))}
        </button>
      )}
    </span>
  );
}

/** How many fields an object has, at its top. */
export const fieldCount = (node: SchemaNode | undefined): number => node?.fields?.length ?? 0;

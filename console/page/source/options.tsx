// The options of an entry: those that are set, each as a field, and a list from which others are added. What the schema
// does not know, or the form cannot show as a field, is shown as YAML in its place.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { KeyPath, Plain } from '../../contract/draft.js';
import type { FieldEntry, FieldGroup } from '../../contract/source-fields.js';
import { Icon } from '../../ui/icons.js';
import { removeKey, setKey } from '../draft/edits.js';
import { isGroup, keyText, valueAt } from '../draft/key-path.js';
import { t } from '../state/language.js';
import { Field } from './field.js';

interface OptionsProps {
  /** Where the entry stands. */
  top: KeyPath;
  fields: Record<string, Plain>;
  groups: readonly FieldGroup[];
  /** Keys of the entry that have a place of their own in the form. */
  elsewhere: readonly string[];
  title: string;
}

interface Option {
  path: string[];
  field: FieldEntry;
}

export function Options({ top, fields, groups, elsewhere, title }: OptionsProps) {
  const words = t.value.source;
  const [added, setAdded] = useState<readonly string[]>([]);
  const place = useRef<HTMLDivElement>(null);
  const options = optionsOf(fields, groups, elsewhere);
  const isSet = ({ path }: Option) => valueAt(fields, path) !== undefined;
  const shown = options.filter((option) => isSet(option) || added.includes(keyText(option.path)));
  const others = options.filter((option) => !shown.includes(option));
  useEffect(() => {
    const newest = added.at(-1);
    if (newest !== undefined)
      place.current?.querySelector<HTMLElement>(`[data-key="${newest}"] .in`)?.focus();
  }, [added]);
  return (
    <section aria-labelledby="h-options">
      <h2 id="h-options">
        {title} <small>{words.optionsSet(options.filter(isSet).length, options.length)}</small>
      </h2>
      <div class="opts" ref={place}>
        {shown.map(({ path, field }) => {
          const key = keyText(path);
          const remove = () => {
            setAdded(added.filter((each) => each !== key));
            void removeKey(top, fields, path);
          };
          return (
            <div key={key} data-key={key}>
              <Field
                path={[...top, ...path]}
                field={field}
                label={key}
                value={valueAt(fields, path)}
                send={(value) =>
                  value !== undefined
                    ? setKey([...top, ...path], value)
                    : valueAt(fields, path) === undefined
                      ? Promise.resolve()
                      : removeKey(top, fields, path)
                }
                beside={
                  <button
                    type="button"
                    class="btn quiet icon tiny"
                    aria-label={words.removeKey(key)}
                    onClick={remove}
                  >
                    <Icon name="close" small />
                  </button>
                }
              />
            </div>
          );
        })}
      </div>
      {others.length > 0 && (
        <select
          class="in add"
          aria-label={words.addOption}
          value=""
          onChange={({ currentTarget }) => {
            setAdded([...added, currentTarget.value]);
            currentTarget.value = '';
          }}
        >
          <option value="">{words.addOption}</option>
          {groups.map(({ group, title: name }) => {
            const own = others.filter(({ path }) => (path.length > 1 ? path[0] : '') === group);
            if (own.length === 0) return null;
            return (
              <optgroup key={group} label={group === '' ? name : `${group}: ${name}`}>
                {own.map(({ path, field }) => (
                  <option key={keyText(path)} value={keyText(path)}>
                    {keyText(path)} – {field.help.split(/(?<=[.:]) /)[0]}
                  </option>
                ))}
              </optgroup>
            );
          })}
        </select>
      )}
    </section>
  );
}

function optionsOf(
  fields: Record<string, Plain>,
  groups: readonly FieldGroup[],
  elsewhere: readonly string[],
): Option[] {
  const known = groups.flatMap(({ group, fields: own }): Option[] => {
    // `table: false` has no keys: it is a field itself.
    if (group !== '' && fields[group] !== undefined && !isGroup(fields[group])) return [];
    return own
      .filter(({ key }) => group !== '' || !elsewhere.includes(key))
      .map((field) => ({ path: group === '' ? [field.key] : [group, field.key], field }));
  });
  const isKnown = (path: string[]) => known.some((each) => keyText(each.path) === keyText(path));
  const named = new Set(groups.map(({ group }) => group));
  const unknown = Object.entries(fields).flatMap(([key, value]): Option[] => {
    if (elsewhere.includes(key) || isKnown([key])) return [];
    if (!named.has(key) || !isGroup(value)) return [{ path: [key], field: asYaml(key) }];
    return Object.keys(value)
      .filter((member) => !isKnown([key, member]))
      .map((member) => ({ path: [key, member], field: asYaml(member) }));
  });
  return [...known, ...unknown];
}

const asYaml = (key: string): FieldEntry => ({ key, help: '', kind: 'yaml', required: false });

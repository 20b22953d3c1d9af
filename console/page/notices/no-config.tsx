// Where there is no configuration, most screens have nothing to show: Source makes one.
import { Band } from '../../ui/parts/parts.js';
import { t } from '../state/language.js';

export function NoConfig() {
  const { noConfig, makeConfig } = t.value;
  return (
    <Band tone="warn" icon="alert">
      <p>{noConfig}</p>
      <p>
        <a class="btn" href="/source">
          {makeConfig}
        </a>
      </p>
    </Band>
  );
}

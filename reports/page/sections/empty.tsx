// A section without facts: why, and what to do.
import { Words } from '../../../console/ui/parts/rich.js';
import type { Absence } from '../../report/report-data.js';
import type { View } from '../view.js';

export function Empty({ absence, t, what }: Pick<View, 't'> & { absence: Absence; what?: string }) {
  return (
    <p class="empty">
      <Words text={t.absence(absence, what)} />
    </p>
  );
}

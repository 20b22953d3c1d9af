// The files of billing documents, in a table of ours: which file is of which bill.
import { count, instant, optional, ownTable, text } from '../../model/own-table.js';

export const DOCUMENTS = ownTable(
  '_ovh_document',
  'PDF that `source-ovhcloud documents` has downloaded',
  {
    account: text('value of `_account` in the rows of the data'),
    kind: text('`bills`, `refunds`, `corrective_invoices` or `orders`, as the table of its object is named'),
    id: text('id of the bill, refund, corrective invoice or order'),
    date: optional(instant('date of the document')),
    place: text('folder or bucket'),
    file: text('name of the file in it'),
    bytes: count('size of the file'),
    sha256: text('SHA-256 of its bytes, in hexadecimal'),
    downloadedAt: instant('when it was downloaded'),
  },
  ['account', 'kind', 'id'],
);

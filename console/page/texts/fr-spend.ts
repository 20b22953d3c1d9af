// French words of Spend, beside those of the report.
import { french as counted } from '../../ui/texts/counted.js';
import type { spend as english } from './en-spend.js';

export const spend: typeof english = {
  views: { spend: 'Dépenses', reconcile: 'Rapprochement', expiring: 'Prévisions et échéances' },
  month: 'Mois',
  against: 'comparé à',
  before: 'le mois précédent',
  account: 'Compte',
  everyAccount: 'Tous les comptes',
  currency: 'Devise',
  group: 'Par',
  groups: { service: 'Service', project: 'Projet', resource: 'Ressource', all: 'Tout' },
  earlier: 'Mois précédent',
  later: 'Mois suivant',
  report: 'Rapport du mois',
  reportAs: {
    html: 'HTML, une page',
    xlsx: 'Classeur Excel',
    csv: 'CSV, un fichier par table',
    markdown: 'Markdown',
    json: 'JSON',
  },
  focus: 'FOCUS',
  focusAs: { csv: 'CSV', parquet: 'Parquet' },
  focusOf: (from, until) => `FOCUS 1.3, de ${from} à ${until}`,
  updating: 'mise à jour',
  odd: (count) => `${count} à regarder`,
  openCharges: 'Ouvrir ces charges comme table',
  viewsMissing:
    'Les vues des dépenses ne sont pas à côté des tables. Cette page n’en a pas besoin ; SQL et d’autres programmes, si.',
  viewsMade: 'Les vues des dépenses sont à côté des tables.',
  install: 'Créer les vues',
  installTitle: 'Créer les vues à côté des tables ?',
  installHow:
    'Des vues comme charges, spend_by_service et reconciliation sont créées dans la destination, comme le fait `views install`. Les tables ne changent pas ; les vues peuvent être retirées à tout moment.',
  installed: (count) => `${counted(count, 'vue est créée', 'vues sont créées')}.`,
  drop: 'Retirer les vues',
  dropTitle: 'Retirer les vues ?',
  dropHow: 'Les vues sont retirées, comme le fait `views drop`. Les tables restent.',
  dropped: (count) => `${counted(count, 'vue est retirée', 'vues sont retirées')}.`,
  cancel: 'Annuler',
  empty: 'Rien n’est encore chargé : il n’y a pas de dépenses ici.',
  emptyHow:
    'Les factures et leurs lignes suffisent à cette page. Après le premier chargement, elle est ici :',
  nothing: 'Aucun document de ce mois n’est dans les tables.',
  unable:
    'Les dépenses se lisent quand la destination est SQLite, PostgreSQL, DuckDB, ou Parquet dans un dossier de cette machine.',
};

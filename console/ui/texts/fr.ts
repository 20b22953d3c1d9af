// French. Spaces before double punctuation are ordinary here; `withFrenchSpaces` makes them unbreakable.
import type { Formats } from '../formats.js';
import { isZero } from '../numbers.js';
import { code, type Rich, rich } from '../parts/rich.js';
import { equationOf, type Texts } from './en.js';
import type { ApartFact, GapFact, ProofFacts } from './facts.js';
import { withFrenchSpaces } from './french-spaces.js';

const KINDS: Record<string, string> = {
  compute: 'Calcul',
  storage: 'Stockage',
  network: 'Réseau',
  database: 'Bases de données',
  containers: 'Conteneurs',
  ai: 'IA et apprentissage automatique',
  web: 'Web et domaines',
  communication: 'Téléphonie et messages',
  licences: 'Licences',
  backup: 'Sauvegarde',
  security: 'Sécurité',
  support: 'Support',
  other: 'Autres services',
  unmapped: 'Non classé',
  adjustment: 'Ajustement',
};

const RESOURCE_KINDS: Record<string, string> = {
  'public-cloud': 'Public Cloud',
  dedicated: 'Serveurs dédiés',
  vps: 'VPS',
  hosting: 'Hébergement web',
  storage: 'Stockage',
  'load-balancer': 'Répartiteurs de charge',
  ip: 'Adresses IP',
  domain: 'Domaines',
  'private-cloud-host': 'Cloud privé : hôtes',
  'private-cloud-datastore': 'Cloud privé : datastores',
  'private-cloud': 'Cloud privé : autres',
  telephony: 'Téléphonie et SMS',
  licence: 'Licences',
  network: 'Réseaux',
  other: 'Autres',
};

/** Names of `services_dim`; another one stays as it is. */
const SERVICES: Record<string, string> = {
  'Public Cloud instances': 'Instances Public Cloud',
  'Public Cloud savings plans': 'Savings plans Public Cloud',
  'Public Cloud storage': 'Stockage Public Cloud',
  'Public Cloud block storage': 'Stockage bloc Public Cloud',
  'Public Cloud object storage': 'Stockage objet Public Cloud',
  'Public Cloud file storage': 'Stockage fichier Public Cloud',
  'Public Cloud snapshots': 'Instantanés Public Cloud',
  'Public Cloud network': 'Réseau Public Cloud',
  'Public Cloud load balancers': 'Répartiteurs de charge Public Cloud',
  'Managed Kubernetes': 'Kubernetes managé',
  'Managed Private Registry': 'Registre privé managé',
  'Managed Rancher': 'Rancher managé',
  'Managed databases': 'Bases de données managées',
  AI: 'IA',
  Quantum: 'Quantique',
  'Dedicated servers': 'Serveurs dédiés',
  'Nutanix on OVHcloud': 'Nutanix chez OVHcloud',
  'Additional IP': 'IP additionnelles',
  'Load Balancer': 'Répartiteur de charge',
  'Internet access': 'Accès Internet',
  Networking: 'Réseau',
  'Domain names': 'Noms de domaine',
  'Web hosting': 'Hébergement web',
  'Web, domains, e-mail': 'Web, domaines, e-mail',
  Telephony: 'Téléphonie',
  'SMS and telephony': 'SMS et téléphonie',
  'File storage': 'Stockage fichier',
  Backup: 'Sauvegarde',
  Security: 'Sécurité',
};

const UNITS: Record<string, [string, string]> = {
  Y: ['an', 'ans'],
  M: ['mois', 'mois'],
  W: ['semaine', 'semaines'],
  D: ['jour', 'jours'],
};

const LEDGER_OF_ONE: Texts['ledger'] = {
  listed: 'listé',
  loaded: 'chargé',
  known: 'connu',
  absent: 'sans objet',
  gone: 'disparu',
  expired: 'expiré',
  refused: 'refusé',
  rejected: 'rejeté',
  failed: 'échoué',
};

/** `d’octobre`, `de mars` */
const of = (word: string): string => (/^[aeiouyhéèô]/i.test(word) ? `d’${word}` : `de ${word}`);

export function french(f: Formats): Texts {
  /** In French the singular holds below two. */
  const n = (count: number, one: string, many: string) => `${f.count(count)} ${count < 2 ? one : many}`;
  const documents = (count: number) => n(count, 'document', 'documents');
  const small = (count: number) =>
    ['aucun', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'][count] ??
    f.count(count);
  const moneys = (amounts: { amount: string; currency: string }[]) =>
    f.list(amounts.map(({ amount, currency }) => f.money(amount, currency)));

  const gapReason = (reason: GapFact, currency: string | null): Rich => {
    if (reason.code === 'empty-list')
      return rich`L’API ne donne aucune ligne pour ce document. Il est compté en entier.`;
    if (reason.code === 'rounding')
      return rich`${n(reason.lines, 'ligne arrondie', 'lignes arrondies chacune')} au centime, le total une seule fois.`;
    if (reason.code === 'tax-rounding')
      return rich`La taxe est arrondie ici sur chaque ligne, et une fois sur le total.`;
    if (reason.code === 'other-currency') return rich`Certaines de ses lignes sont dans une autre devise.`;
    const named = 'first' in reason && reason.first !== null ? rich` : ${code(reason.first)}` : [];
    if (reason.code === 'lines-not-loaded')
      return rich`${n(reason.count, 'ligne', 'lignes')} sur ${f.count(reason.of)} ${reason.count < 2 ? 'n’est pas chargée' : 'ne sont pas chargées'}${named}.${reason.problem === '' ? '' : rich` ${code(reason.problem)}`}`;
    if (reason.code === 'rejected-lines') {
      const amount =
        reason.amount === null || currency === null ? '' : `, ${f.money(reason.amount, currency)} en tout`;
      return rich`${n(reason.count, 'ligne', 'lignes')} sur ${f.count(reason.of)} ${reason.count < 2 ? 'est rejetée' : 'sont rejetées'}${named}${amount} : ${code(reason.message)}. ${reason.exact ? 'C’est exactement l’écart.' : ''}`;
    }
    if (reason.code === 'rejected')
      return rich`Il est arrivé, et n’a pu devenir une ligne de table${reason.problem === '' ? '' : rich` : ${code(reason.problem)}`}.`;
    const query = reason.queryId === null ? '' : rich`, identifiant de requête ${code(reason.queryId)}`;
    const problem = reason.problem === '' ? '' : rich` ${code(reason.problem)}${query}.`;
    if (reason.code === 'failed')
      return rich`L’API a répondu ${reason.attempts === null ? '' : `${f.count(reason.attempts)} fois `}par une erreur.${problem}`;
    if (reason.code === 'refused') return rich`Les clés n’ont pas le droit de le lire.${problem}`;
    if (reason.code === 'expired') return rich`L’API indique que son service a expiré.${problem}`;
    return rich`L’API l’a listé, puis a répondu qu’il n’existe pas.${problem}`;
  };

  return withFrenchSpaces<Texts>({
    language: 'fr',
    languageName: 'Français',
    skip: 'Aller au contenu',
    contents: 'Sommaire',
    languages: 'Langue',
    print: 'Imprimer',
    sort: 'Trier selon cette colonne',
    total: 'Total',
    exactText: 'texte exact',
    month: 'Mois',
    account: 'Compte',
    currency: 'Devise',
    state: 'État',
    document: 'Document',
    documents: 'Documents',
    documentsCount: documents,
    date: 'Date',
    withoutTax: 'Hors taxes',
    withTax: 'TTC',
    linesSum: 'Somme des lignes',
    gap: 'Écart',
    tax: 'Taxe',
    change: 'Évolution',
    difference: 'Différence',
    share: 'Part',
    service_: 'Service',
    resource: 'Ressource',
    resources: 'Ressources',
    project: 'Projet',
    projectId: 'Identifiant du projet',
    label: 'Libellé',
    kind: 'Catégorie',
    inProportion: 'En proportion',
    unknown: 'inconnu',
    moreRows: (count) =>
      `${n(count, 'autre ligne', 'autres lignes')} : voir les fichiers de --csv et --xlsx.`,
    inDays: (days) => (days === 0 ? 'aujourd’hui' : `dans ${n(days, 'jour', 'jours')}`),
    duration: (text) => {
      const [, count = '', unit = ''] = /^P(\d+)([YMWD])$/.exec(text) ?? [];
      const names = UNITS[unit];
      return names ? n(Number(count), names[0], names[1]) : text;
    },
    title: (month, accounts) => `${f.capital(f.month(month))} · ${accounts} · source-ovhcloud`,
    head: {
      region: (regions) => `${regions.length === 1 ? 'région' : 'régions'} ${f.list(regions)}`,
      accounts: (count) => n(count, 'compte', 'comptes'),
      amounts: (currencies) =>
        `montants en ${f.list(currencies)}${currencies.length > 1 ? ', jamais additionnés entre eux' : ''}, hors taxes sauf mention`,
      made: (instant) =>
        `établi le ${f.day(instant.slice(0, 10))} à ${Number(instant.slice(11, 13))}\u00a0h\u00a0${instant.slice(14, 16)} ${f.zone(instant)}`,
    },
    sections: {
      proof: 'Rapprochement',
      spend: 'Dépenses',
      compare: 'Comparaison',
      kinds: 'Catégories',
      projects: 'Projets et ressources',
      tags: 'Étiquettes',
      trend: 'Tendance',
      outlook: 'Prévision',
      anomalies: 'Anomalies',
      owed: 'Restant dû',
      vat: 'TVA',
      expiring: 'Expirations',
      credits: 'Crédits restants',
      commitments: 'Engagements',
      units: 'Coûts unitaires',
      unmapped: 'Non classé',
      absent: 'Absent de ce rapport',
    },
    links: {
      proof: 'Rapprochement',
      spend: 'Dépenses',
      compare: 'Comparaison',
      kinds: 'Catégories',
      projects: 'Projets',
      tags: 'Étiquettes',
      trend: 'Tendance',
      outlook: 'Prévision',
      anomalies: 'Anomalies',
      owed: 'Restant dû',
      vat: 'TVA',
      expiring: 'Expirations',
      credits: 'Crédits',
      commitments: 'Engagements',
      units: 'Unités',
      unmapped: 'Non classé',
    },
    about: {
      proof: 'chaque document tombe-t-il juste ?',
      spend: 'par mois et service',
      compare: (before, now) => `${f.month(before)} et ${f.month(now)} côte à côte`,
      kinds: 'de service et de ressource',
      against: (now, before) => `${f.monthName(now)} comparé à ${f.monthName(before)}`,
      trend: (months) => (months === 0 ? '' : n(months, 'mois', 'mois')),
      anomalies: (floor) => `loin de leur propre passé, et de plus de ${floor}`,
      owed: (day) => `TTC, au ${day}`,
      vat: 'par taux, factures et rectificatives moins avoirs',
      expiring: (days) => `sous ${n(days, 'jour', 'jours')}`,
      commitments: 'savings plans, comparés à ce qu’ils pourraient couvrir',
      units: 'dépense divisée par vos propres quantités',
      unmapped: (lines) => `${n(lines, 'ligne', 'lignes')} sans règle qui donne un service`,
    },
    absence: ({ absent, needs }, what) => {
      const subject = what === undefined ? '' : `${what} : `;
      const list = needs.flatMap((each, index): Rich => [index === 0 ? '' : ', ', code(each)]);
      if (absent === 'nothing') return rich`${subject}Il n’y a rien de tel.`;
      if (absent === 'too-short') return rich`${subject}Il n’y a pas encore assez de mois.`;
      if (absent === 'no-file') return rich`${subject}Il n’est pas donné : ${list}.`;
      if (absent === 'refused') return rich`${subject}Il manque des droits aux clés : ${list}.`;
      return rich`${subject}Non chargé. Il faut ${needs.length === 1 ? 'le préréglage' : 'les préréglages'} ${list}.`;
    },
    health: {
      table: 'Table',
      path: 'Chemin',
      outcome: {
        complete: 'Chargement complet',
        incomplete: 'Chargement incomplet',
        failed: 'Chargement échoué',
      },
      noRun: 'Aucun chargement enregistré',
      objects: (missing, listed, accepted) => {
        const known =
          accepted === 0 ? '' : `, dont ${n(accepted, 'accepté', 'acceptés')} par la configuration`;
        if (missing > 0)
          return `${n(missing, 'objet', 'objets')} sur ${f.count(listed)} ${missing < 2 ? 'n’est pas chargé' : 'ne sont pas chargés'}${known}`;
        return listed < 2
          ? `${f.count(listed)} objet chargé ou expliqué`
          : `les ${f.count(listed)} objets sont chargés ou expliqués`;
      },
      later: {
        retry: (brought) => `Depuis, une reprise a traité ${n(brought, 'objet', 'objets')} : exécution`,
        replay: (brought) =>
          `Depuis, ${n(brought, 'enregistrement rejeté est devenu une ligne', 'enregistrements rejetés sont devenus des lignes')} : exécution`,
      },
      newest: (day) => `dernier document : ${day}`,
      calls: (calls, time) => `${n(calls, 'appel', 'appels')} en ${time}`,
      run: 'exécution',
      otherAccounts: (count, fine) =>
        `${n(count, 'autre compte', 'autres comptes')}${fine ? (count < 2 ? ', complet' : ', complets') : ', dont certains incomplets'}`,
      details: 'Ce qui a été lu',
      equation: (ledger) =>
        equationOf(f, ledger, (state, count) => (count < 2 ? LEDGER_OF_ONE : french(f).ledger)[state]),
      source: 'Objet source',
      notLoaded: 'Non chargés',
      missingNow: 'Manquants à présent',
      rows: 'Lignes à présent',
      restsOn: 'Complet, car',
      wholeSources: (count) => n(count, 'objet source entier', 'objets source entiers'),
    },
    ledger: {
      listed: 'listés',
      loaded: 'chargés',
      known: 'connus',
      absent: 'sans objet',
      gone: 'disparus',
      expired: 'expirés',
      refused: 'refusés',
      rejected: 'rejetés',
      failed: 'échoués',
    },
    listProof: {
      single: 'chacun a été demandé séparément',
      reply: 'une réponse avait toute la liste',
      ids: 'une réponse avait tous les identifiants',
      cursor: 'des pages jusqu’à la dernière annoncée',
      pages: 'des pages jusqu’à une page vide',
    },
    notice: (notice, many) => {
      const account = (name: string) => (many ? ` de ${name}` : '');
      if (notice.code === 'month-in-progress')
        return `Le mois n’est pas fini : ses sommes contiennent les documents jusqu’au ${f.day(notice.through)}.`;
      if (notice.code === 'loaded-before-month-end')
        return `Le dernier chargement complet${account(notice.account)} a commencé le ${f.day(notice.loadedAt.slice(0, 10))}, avant la fin du mois : les documents suivants du mois manquent.`;
      if (notice.code === 'no-run-recorded')
        return `La base n’enregistre aucune exécution${account(notice.account)} : rien ne dit si ses tables sont complètes.`;
      if (notice.code === 'no-documents') return `${notice.account} n’a aucun document sur ces mois.`;
      const { sources, count } = notice;
      const shown =
        sources.length > 4
          ? [...sources.slice(0, 3), `${f.count(sources.length - 3)} autres objets source`]
          : sources;
      return `${n(count, 'objet', 'objets')} de ${f.list(shown)}${account(notice.account)} ${count < 2 ? 'n’est pas chargé' : 'ne sont pas chargés'} : la somme des documents n’en a pas besoin, les sections qui en dépendent peuvent être incomplètes.`;
    },
    proof: {
      taxGap: 'Écart de taxe',
      command: 'Commande',
      documentsByMonth: 'Documents par mois',
      apartTitle: 'À part, dans aucune somme',
      noDocuments: (month) => `Il n’y a aucun document ${of(month)}.`,
      lead: (facts: ProofFacts) => {
        const { loaded, exact, gaps, noLines, taxGaps, odd, unchecked, notLoaded, ofAnyMonth, gapAmounts } =
          facts;
        const missing =
          ofAnyMonth === 0
            ? ''
            : ` ${f.capital(small(ofAnyMonth))} ${ofAnyMonth < 2 ? 'autre, listé par l’API, n’est pas chargé' : 'autres, listés par l’API, ne sont pas chargés'} ; ${ofAnyMonth < 2 ? 'son' : 'leur'} mois est inconnu.`;
        const first =
          notLoaded > 0
            ? `${documents(loaded)} sur ${f.count(facts.documents)} ${loaded < 2 ? 'est chargé' : 'sont chargés'}`
            : `${n(loaded, 'document du mois est chargé', 'documents du mois sont chargés')}`;
        if (unchecked > 0 && unchecked === loaded)
          return `${first}. Aucun ne peut être vérifié, car aucune ligne n’est chargée.${missing}`;
        if (odd === 0 && unchecked === 0)
          return `${first}${notLoaded === 0 ? ', et ' : '. '}${loaded < 2 ? 'il tombe' : 'chacun tombe'} juste au dernier chiffre.${missing}`;
        const kinds = [
          gaps > 0 && `${f.count(gaps)} ${gaps < 2 ? 'a' : 'ont'} un écart`,
          noLines > 0 && `${f.count(noLines)} ${noLines < 2 ? 'est arrivé' : 'sont arrivés'} sans ligne`,
          taxGaps > 0 && `${f.count(taxGaps)} ${taxGaps < 2 ? 'a' : 'ont'} une taxe qui ne tombe pas juste`,
          unchecked > 0 &&
            `${f.count(unchecked)} ne ${unchecked < 2 ? 'peut' : 'peuvent'} pas être vérifié${unchecked < 2 ? '' : 's'} sans lignes`,
        ].filter((each) => each !== false);
        const sums =
          gapAmounts.length === 0 ? '' : `, soit ${moneys(gapAmounts)}${kinds.length > 1 ? ' en tout' : ''}`;
        const adjustment =
          gapAmounts.length === 0
            ? 'Les raisons suivent.'
            : `Les raisons suivent, et ces ${moneys(gapAmounts)} figurent comme « Ajustement » dans chaque somme de cette page.`;
        return `${first}. ${f.count(exact)} ${exact < 2 ? 'tombe' : 'tombent'} juste au dernier chiffre ; ${f.list(kinds)}${sums}.${missing} ${adjustment}`;
      },
      documentsOfMonth: 'Documents du mois',
      loadedNote: (missing, ofAnyMonth) => {
        if (missing > 0) return `${n(missing, 'autre non chargé', 'autres non chargés')}`;
        return ofAnyMonth > 0
          ? `${n(ofAnyMonth, 'autre, de mois inconnu, non chargé', 'autres, de mois inconnu, non chargés')}`
          : 'tous chargés';
      },
      sumOfDocuments: 'Somme des documents',
      sumOfDocumentsNote: 'totaux hors taxes donnés par OVHcloud',
      sumOfLines: 'Somme de leurs lignes',
      sumOfLinesNote: (lines) => `${n(lines, 'ligne', 'lignes')}, sans arrondi`,
      gap: 'Écart',
      gapNote: (none, unexplained) => {
        if (none) return 'chaque document égale ses lignes';
        return unexplained === null
          ? 'chaque part est expliquée ci-dessous'
          : `expliqué ci-dessous, sauf ${unexplained}`;
      },
      exact: (count) => `${n(count, 'exact', 'exacts')} au dernier chiffre`,
      withGap: ({ gaps, noLines, taxGaps }) =>
        f.list(
          [
            gaps > 0 && `${f.count(gaps)} avec un écart`,
            noLines > 0 && `${f.count(noLines)} sans ligne`,
            taxGaps > 0 && `${f.count(taxGaps)} avec un écart de taxe`,
          ].filter((each) => each !== false),
        ),
      notLoadedState: (count, ofAnyMonth) =>
        `${n(count, 'non chargé', 'non chargés')} : montant ${ofAnyMonth > 0 ? 'et mois inconnus' : 'inconnu'}, dans aucune somme`,
      uncheckedState: (count) =>
        `${n(count, 'sans lignes chargées : ne peut être vérifié', 'sans lignes chargées : ne peuvent être vérifiés')}`,
      theOdd: (count) =>
        count === 1 ? 'Celui qui ne tombe pas juste' : `Les ${small(count)} qui ne tombent pas juste`,
      why: 'Pourquoi, et que faire',
      noLine: 'aucune',
      states: {
        'not-loaded': 'NON CHARGÉ',
        'no-lines': 'SANS LIGNE',
        gap: 'ÉCART',
        'tax-gap': 'ÉCART DE TAXE',
      },
      reasons: ({ reasons, currency, command, state }) => {
        if (reasons.length === 0)
          return state === 'not-loaded'
            ? rich`Le registre ne donne pas de raison.`
            : rich`Aucune raison trouvée : comparer le document chez OVHcloud avec ses lignes.`;
        const sentences = reasons.flatMap(
          (each, index): Rich => [index === 0 ? '' : ' ', ...gapReason(each, currency)],
        );
        return command === null && state !== 'not-loaded' ? [...sentences, ' Rien à faire.'] : sentences;
      },
      byKind: 'Tous, par type',
      kind: 'Type',
      exactHead: 'Exacts',
      spendOfMonth: 'Dépense du mois',
      foreignLines: (amount) =>
        `${amount} de lignes figurent sur des documents d’une autre devise : ils sont dans la dépense de celle-ci, et dans aucune somme de ce tableau.`,
      byMonth: (currency) => `De même par mois (${currency})`,
      apart: (apart) => {
        const prepayments = apart.filter(({ why }) => why === 'prepayment');
        const points = apart.filter(({ why }) => why === 'points');
        const names = (some: ApartFact[]) =>
          `${some
            .slice(0, 3)
            .map(({ id }) => id)
            .join(', ')}${some.length > 3 ? ' …' : ''}`;
        return `À part, et dans aucune somme : ${f.list(
          [
            prepayments.length > 0 &&
              `${n(prepayments.length, 'prépaiement', 'prépaiements')} (${names(prepayments)} ; son usage est facturé ailleurs)`,
            points.length > 0 &&
              `${documents(points.length)} en « ${points[0]?.currency ?? ''} » (${names(points)})`,
          ].filter((each) => each !== false),
        )}.`;
      },
      restsOn: (paths, ids, when, whole) =>
        `Repose sur les listes de ${f.list(paths)}, lues ${whole ? 'en entier ' : 'par pages numérotées '}le ${when} : ${ids < 2 ? 'leur identifiant est' : `chacun de leurs ${f.count(ids)} identifiants est`} dans une table ou dans le registre.`,
    },
    documentKinds: { bill: 'Factures', corrective: 'Factures rectificatives', refund: 'Avoirs' },
    spend: {
      onMonth: (month, sameYear) => `sur ${sameYear ? f.monthName(month) : f.month(month)}`,
      twelveMonths: '12 mois',
      byService: 'Par service et par mois',
      openRow: 'ouvrir une ligne pour ses ressources',
      other: 'Autres',
      note: 'La dépense est la somme des factures et des rectificatives, moins les avoirs, hors taxes, au mois de la date du document. Les services viennent de la ressource de chaque ligne et des codes d’offre, jamais des mots de sa description. Non classé : lignes qu’aucune règle ne rattache à un service. Ajustement : documents moins leurs lignes.',
      chart: ({ months, first, firstAmount, last, lastAmount }) =>
        months === 1
          ? `Une colonne : ${lastAmount} en ${last}.`
          : `Colonnes empilées de ${f.count(months)} mois : de ${firstAmount} en ${first} à ${lastAmount} en ${last}.`,
      chartForecast: (month, amount) => `Prévision pour ${month} : ${amount}.`,
      sameFigures: 'Les mêmes chiffres figurent dans le tableau ci-dessous.',
      forecast: 'prévision',
      forecastLegend: (methods) =>
        methods === 1 ? 'prévision' : `prévision, avec l’étendue de ${small(methods)} méthodes`,
      resourcesOf: (name) => `Ressources de ${name}`,
      others: (count) => n(count, 'autre', 'autres'),
      hiddenMonths: (count) =>
        count === 1
          ? 'Le mois le plus ancien ne tient pas ici ; il figure dans Tendance.'
          : `Les ${small(count)} mois les plus anciens ne tiennent pas ici ; ils figurent dans Tendance.`,
      byAccount: 'Par compte',
    },
    lines: {
      title: (month) => `${f.capital(month)}, jusqu’aux lignes`,
      about: 'ouvrir un service, puis une ressource',
      filter: 'Filtrer par ressource ou projet',
      rest: (count) =>
        `${n(count, 'autre ressource', 'autres ressources')} : leurs lignes figurent dans les fichiers de --csv`,
      count: (count) => n(count, 'ligne', 'lignes'),
      line: 'Ligne',
      description: 'Description',
      period: 'Période',
      from: 'Du',
      to: 'Au',
      quantity: 'Quantité',
      fromTo: (from, to) => {
        if (from === null && to === null) return '–';
        if (from === null || to === null) return f.day(from ?? to ?? '');
        return `${f.dayMonth(from)} au ${f.day(to)}`;
      },
      more: (count) => n(count, 'autre ligne', 'autres lignes'),
    },
    kindName: (kind) => KINDS[kind] ?? kind,
    resourceKind: (kind) => RESOURCE_KINDS[kind] ?? kind,
    service: (name) => SERVICES[name] ?? name,
    balanceType: (type) =>
      ({ voucher: 'Bon', prepaid: 'Compte prépayé', deposit: 'Dépôt', bonus: 'Bonus' })[type.toLowerCase()] ??
      type,
    kindTables: { services: 'Catégories de service', resources: 'Catégories de ressource' },
    gpu: { title: 'GPU par modèle et par projet', model: 'Modèle', hours: 'Heures' },
    compare: {
      services: 'Services',
      movers: 'Ce qui a le plus bougé',
      resources: (all, created, gone) =>
        `${n(all, 'ressource facturée', 'ressources facturées')} l’un des deux mois : ${n(created, 'nouvelle', 'nouvelles')}, ${n(gone, 'disparue', 'disparues')}.`,
    },
    projects: {
      byProject: 'Par projet',
      madeOf: 'Composition',
      outside: 'Hors projets',
      dearest: (count) => (count < 2 ? 'La plus chère' : `Les ${small(count)} plus chères`),
      these: (count, share) => `${count === 1 ? 'Celle-ci' : `Ces ${small(count)}`}, ${share}`,
    },
    tags: {
      tag: 'Étiquette',
      value: 'Valeur',
      untagged: 'sans cette étiquette',
      note: 'Les étiquettes sont celles que les ressources ont à présent ; une ressource disparue n’en a pas.',
    },
    trend: {
      chart: (months, first, last) =>
        `${months < 2 ? 'Colonne' : 'Colonnes'} de ${f.count(months)} mois, de ${first} à ${last}. Les mêmes chiffres figurent dans le tableau ci-dessous.`,
      span: 'Mois',
      sum: 'Somme',
      mean: 'Moyenne mensuelle',
      least: 'Minimum',
      most: 'Maximum',
      change: 'Sur la même durée avant',
      lastMonths: (count) => n(count, 'dernier', 'derniers'),
      note: 'Les moyennes sont arrondies au centime ; les sommes sont exactes.',
      table: 'Mois par mois',
    },
    forecast: {
      lastMonth: 'Mois passé',
      lastForecast: 'Sa prévision',
      lastActual: 'Réel',
      method: 'Méthode',
      position: 'Position',
      on: (month) => `sur ${f.monthName(month)}`,
      error: 'Erreur du mois passé',
      methods: {
        ovhcloud: () => 'Prévision d’OVHcloud',
        'run-rate': (through) =>
          through === null ? 'Rythme' : `Rythme de ${n(Number(through.slice(8, 10)), 'jour', 'jours')}`,
        'three-month-mean': () => 'Moyenne de trois mois',
      },
      why: {
        'no-own-forecast': 'non donnée',
        'too-few-months': 'trop peu de mois',
        'no-days': 'aucun jour encore',
      },
      toDate: (amount, day) => `${amount} jusqu’ici, au ${day}.`,
      note: 'Points : prévision ; traits : l’étendue si l’erreur du mois passé revenait. OVHcloud prévoit l’usage des projets du mois, facturé le mois suivant.',
    },
    budgets: {
      thresholds: 'Seuils',
      title: 'Budgets',
      budget: 'Budget',
      scope: 'Pour',
      used: 'Utilisé',
      limit: 'Par mois',
      part: 'Part utilisée',
      expected: 'Attendu',
      over: 'budget dépassé',
      within: 'respecté',
      reached: (threshold) => `${f.percentage(String(threshold))} dépassés`,
      of: (scope) => {
        const parts = [
          scope.account && `compte ${scope.account}`,
          scope.project && `projet ${scope.project}`,
          scope.service && (SERVICES[scope.service] ?? scope.service),
          scope.tag && `étiquette ${scope.tag}`,
        ].filter((each) => each !== undefined && each !== '');
        return parts.length === 0 ? 'tout' : parts.join(', ');
      },
      note: (file) => `Traits sur la jauge : seuils. Budgets et seuils sont dans ${file}.`,
    },
    anomalies: {
      none: 'Aucune ressource n’est loin de son propre passé.',
      months: (count) => n(count, 'mois', 'mois'),
      usual: 'Habituel',
      note: (threshold, below, floor) =>
        `z : distance à la médiane des mois précédents, en écarts robustes (1,4826 × MAD) ; signalé à partir de ${threshold}.${below === 0 ? '' : ` ${below === 1 ? 'Une autre est' : `${f.capital(small(below))} autres sont`} sous le plancher de ${floor}.`}`,
    },
    owed: {
      daysLate: 'Jours de retard',
      paymentsTitle: 'Paiements du mois',
      byAge: 'Montants ouverts par âge',
      ages: {
        'not-due': 'Pas encore dû',
        'due-now': 'Dû maintenant',
        '1-30': '1 à 30 jours de retard',
        '31-60': '31 à 60 jours de retard',
        'over-60': 'plus de 60 jours de retard',
      },
      none: 'Tout est payé.',
      due: 'Échéance',
      dueNow: 'dû maintenant',
      age: 'Âge',
      paid: 'Payé',
      open: 'Reste dû',
      late: (days) => `${n(days, 'jour', 'jours')} de retard`,
      month: (month, facts) => {
        const credited = isZero(facts.credited)
          ? ''
          : ` ${facts.credited.startsWith('-') ? '−' : '+'} ${f.amount(facts.credited.replace('-', ''))} d’avoirs et de rectificatives`;
        return `${f.capital(f.monthName(month))}, TTC : ${f.amount(facts.withTax)} = ${f.amount(facts.paid)} payés + ${f.amount(facts.open)} ouverts${credited}.`;
      },
      payments: (count, amount) => `${n(count, 'paiement', 'paiements')} du mois, ${amount}`,
      method: 'Moyen',
      amount: 'Montant',
    },
    vat: {
      rate: 'Taux',
      noRate: 'autre',
      computed: 'Taux × base',
      rounding: 'Arrondi',
      note: 'Chaque document arrondit sa taxe au centime : les sommes s’écartent de taux × base de moins d’un centime par document.',
      odd: (ids, count) =>
        `${count === 1 ? 'Un document s’en écarte' : `${f.capital(small(count))} documents s’en écartent`} d’un centime ou plus : ${ids.join(', ')}${count > ids.length ? ' …' : ''}.`,
      before: 'Les mois précédents',
    },
    expiring: {
      none: (days) => `Aucun service ne se termine sous ${n(days, 'jour', 'jours')}.`,
      ends: 'Fin',
      what: 'Quoi',
      renewal: 'Renouvellement',
      price: 'Prix',
      renewals: { automatic: 'automatique', manual: 'manuel', none: 'aucun' },
      ifAll: 'Si tout est renouvelé',
      unpriced: (count) => `Le prix de ${n(count, 'service', 'services')} est inconnu et dans aucune somme.`,
    },
    credits: {
      balance: 'Solde',
      used: 'Utilisé',
      given: 'Accordé',
      left: 'Reste',
      usedUp: 'Épuisé, à ce rythme',
      byMonth: (months) => `Utilisé en ${n(months, 'mois', 'mois')}`,
      never: 'jamais',
      notUsed: 'non utilisé',
      note: 'Payer avec un solde est un paiement, pas une remise : cela réduit ce qui est dû, pas ce qui est dépensé.',
    },
    commitments: {
      eligible: 'Pourrait être couvert',
      eligibleNote: 'usage à son prix sans plan',
      covered: 'Couvert',
      coverage: (share) => `soit ${share}`,
      paid: 'Payé pour les plans',
      paidNote: 'ce mois-ci',
      plan: 'Plan',
      size: 'Taille',
      from: 'Début',
      price: 'Par mois',
    },
    units: {
      unit: 'Unité',
      scope: 'De',
      everything: 'tout',
      quantity: 'Quantité',
      amount: 'Dépense',
      cost: 'Coût unitaire',
      before: 'Mois précédent',
    },
    unmapped: {
      planCode: 'Code d’offre',
      lines: 'Lignes',
      note: 'La configuration peut ajouter des règles de service, par motif de la ressource ou par code d’offre.',
    },
    absent: {
      what: 'Section',
      why: 'Pourquoi',
      needs: 'Requis',
      names: {
        tags: 'Étiquettes',
        gpu: 'GPU par modèle et par projet',
        commitments: 'Engagements',
        unitCosts: 'Coûts unitaires',
        unmapped: 'Lignes non classées',
      },
    },
    foot: {
      made: (name, version, database) =>
        `Établi par ${name} ${version} depuis ${database}, avec les vues de son entrepôt : la même question en SQL donne les mêmes chiffres.`,
      privacy:
        'Un seul fichier, sans aucune requête vers l’extérieur. Il contient montants, identifiants de documents et noms de services ; aucune adresse, aucune clé, aucun lien vers une facture.',
      synthetic: 'Chiffres fictifs : ce compte n’existe pas.',
    },
  });
}

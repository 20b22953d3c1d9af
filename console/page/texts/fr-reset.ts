// Les mots français de Réinitialiser.
import { french as counted } from '../../ui/texts/counted.js';
import type { reset as englishReset } from './en-reset.js';

export const reset: typeof englishReset = {
  title: 'Réinitialiser',
  open: 'Réinitialiser…',
  about:
    'Oublie ce que les chargements précédents ont retenu d’objets source : le prochain chargement les relit. Les lignes restent, sauf si vous en décidez autrement ; rien ne change chez OVHcloud.',
  data: 'Supprimer aussi les lignes de ce compte',
  alone: 'Sans les lignes du reste de leurs arbres',
  show: 'Voir ce qui disparaît',
  showAgain: 'Revoir',
  showHow: 'Compte, et ne supprime rien.',
  goes: 'Ce qui disparaît',
  forgotten: (account) => `Du compte ${account}, ceci est oublié ; toutes les lignes restent.`,
  removed: (account) => `Du compte ${account}, ceci est supprimé.`,
  object: 'Objet source',
  remembered: 'Retenus',
  rows: 'Lignes',
  rowsOf: (count, table) => `${counted(count, 'ligne')} de ${table}`,
  stay: 'restent',
  belongs: (name) => `même arbre que ${name}`,
  neverStarted: (names) => `Rien n’a encore été chargé pour ${names}.`,
  nothing: 'Il n’y a rien à réinitialiser.',
  stays: 'Les lignes des autres comptes et l’historique des exécutions restent.',
  typeIt: (word) => `Saisissez ${word} pour confirmer`,
  forget: 'Oublier',
  remove: 'Supprimer',
  done: 'C’est fait. Le prochain chargement relit ces objets.',
  loadNow: 'Les charger maintenant',
  busy: 'Un chargement est en cours vers cette destination : attendez sa fin, ou arrêtez-le.',
};

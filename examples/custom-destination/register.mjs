// Makes the journal known: to a program that imports this, and to the command with NODE_OPTIONS="--import ./register.mjs".
import { registerDestination } from 'source-ovhcloud';
import { JOURNAL } from './journal.mjs';

registerDestination('journal', JOURNAL);

// Makes the two kinds known: to a program that imports this, and to the command with NODE_OPTIONS="--import ./register.mjs".
import { registerDestination } from 'source-ovhcloud/destination-kit';
import { JOURNAL } from './journal.mjs';
import { WEBHOOK } from './webhook.mjs';

registerDestination('journal', JOURNAL);
registerDestination('webhook', WEBHOOK);

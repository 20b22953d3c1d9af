// Given to Node with --import, and by it to the workers of Jest.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);

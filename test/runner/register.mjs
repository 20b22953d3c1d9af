// Given to Node with --import, and by it to the workers of Jest.
import { register } from 'node:module';
import './optimize-later.mjs';

register('./hooks.mjs', import.meta.url);

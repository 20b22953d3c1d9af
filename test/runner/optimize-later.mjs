// Most code of the tests runs too briefly to repay V8's optimizing compiler, which took a quarter of the processor time of
// loads: it optimizes a function after fifteen times as much work. Later versions of Node decide by other flags.
import { setFlagsFromString } from 'node:v8';

if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000');

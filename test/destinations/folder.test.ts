// Folders keep the contract in every file format.
import { destinationContract } from './contract.js';
import { folderFixture } from './folders.js';

destinationContract('parquet', () => folderFixture({ type: 'parquet' }));
destinationContract('jsonl', () => folderFixture({ type: 'jsonl', numbers: 'text' }));
destinationContract('csv', () => folderFixture({ type: 'csv', delimiter: 'semicolon', formulas: 'escape' }));

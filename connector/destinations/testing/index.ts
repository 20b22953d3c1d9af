// The entry `source-ovhcloud/destination-kit/testing`: the contract suite, and what tests of your own can write with.
export { batch, type Columns, type Fixture, write } from './context.js';
export { type ContractSubject, destinationContract, type TestRunner } from './contract.js';

// The destination in memory keeps the contract.
import { MEMORY_CAPABILITIES, MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { destinationContract } from './contract.js';

destinationContract(
  'memory',
  async () => {
    const destination = new MemoryDestination();
    return {
      open: () => destination.open(),
      destination: () => destination,
      read: async (table) => destination.rows(table),
      remove: async () => undefined,
    };
  },
  MEMORY_CAPABILITIES,
);

// What `require` gets where Node cannot load an ES module by it.
throw new Error(
  'source-ovhcloud is an ES module, and this program loads it with require(). Write ' +
    '`import { openSource } from \'source-ovhcloud\'` in a file that ends in .mjs or in a package with "type": "module"; ' +
    "in CommonJS write `const { openSource } = await import('source-ovhcloud')`. With Node 20.19, 22.12 or newer require() works too.",
);

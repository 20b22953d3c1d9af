// Documents of an invented API, with every trap that real ones have.
export const INDEX = {
  basePath: 'https://api.example/1.0',
  apis: [{ path: '/shop' }, { path: '/shop/server' }, { path: '/old' }],
};

export const SHOP = {
  apiVersion: '1.0',
  resourcePath: '/shop',
  basePath: 'https://api.example/1.0',
  apis: [
    {
      path: '/shop/item',
      operations: [operation('long[]', []), { ...operation('void', []), httpMethod: 'POST' }],
    },
    { path: '/shop/item/{itemId}', operations: [operation('shop.Item', [parameter('itemId', 'long')])] },
    { path: '/shop/price', operations: [operation('order.Price', [])] },
    { path: '/shop/state', operations: [operation('shop.StateEnum', [])] },
    { path: '/shop/level', operations: [operation('shop.LevelEnum', [])] },
    { path: '/shop/all', operations: [operation('shop.Item[]', [])] },
    { path: '/shop/map', operations: [operation('map[string]string', [])] },
  ],
  models: {
    'shop.Item': {
      id: 'Item',
      namespace: 'shop',
      properties: {
        itemId: { type: 'long', canBeNull: false },
        price: { type: 'order.Price', fullType: 'order.Price' },
        total: { type: 'double' },
        ratio: { type: 'complexType.UnitAndValue<long>', fullType: 'complexType.UnitAndValue<long>' },
        account: { type: 'coreTypes.AccountId:string' },
        state: { type: 'shop.StateEnum', canBeNull: 1 },
        level: { type: 'shop.LevelEnum' },
        created: { type: 'datetime', canBeNull: true },
        day: { type: 'date' },
        tags: { type: 'map[string]string' },
        words: { type: 'string[]' },
        parts: { type: 'shop.Part[]', canBeNull: true },
        secretWord: { type: 'password' },
        parent: { type: 'shop.Item', canBeNull: true },
        nowhere: { type: 'shop.Missing' },
        uniqueId: { type: 'string' },
        unique_id: { type: 'long' },
      },
    },
    'shop.Part': {
      properties: {
        name: { type: 'string' },
        cost: { type: 'order.Price' },
        pin: { type: 'password' },
        pieces: { type: 'shop.Piece[]' },
      },
    },
    'shop.Piece': { properties: { size: { type: 'double' } } },
    'shop.StateEnum': { enum: ['on', 'off'], enumType: 'string' },
    'shop.LevelEnum': { enum: [1, 2], enumType: 'long' },
    'order.Price': {
      properties: {
        currencyCode: { type: 'string' },
        priceInUcents: { type: 'long', canBeNull: true },
        text: { type: 'string' },
        value: { type: 'double' },
      },
    },
    'complexType.UnitAndValue<long>': {
      generics: ['T'],
      properties: { unit: { type: 'string' }, value: { type: 'T', fullType: 'T' } },
    },
  },
};

/** The form of years ago: numbers for truth, full types in members of their own, no models. */
export const OLD = {
  apis: [
    {
      path: '/old/thing',
      operations: [
        {
          httpMethod: 'get',
          responseType: 'array',
          responseFullType: 'string[]',
          noAuthentication: 1,
          parameters: [{ name: 'x', dataType: 'string', paramType: 'query', required: 0 }],
        },
      ],
    },
  ],
};

function operation(responseType: string, parameters: object[]) {
  return { httpMethod: 'GET', responseType, parameters, noAuthentication: false };
}

function parameter(name: string, type: string) {
  return { name, dataType: type, fullType: type, paramType: 'path', required: true };
}

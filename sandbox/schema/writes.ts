/** The sandbox's writing routes as its documents describe them: parameters and responses. */

export interface Write {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Fields of the body; `?` marks an optional field. */
  readonly body: string;
  readonly responseType: string;
}

const tags = 'tags:complexType.SafeKeyValue<string>[]?';

export const writes: readonly Write[] = [
  {
    method: 'POST',
    path: '/me/document',
    body: `name:string ${tags}`,
    responseType: 'nichandle.document.Document',
  },
  { method: 'PUT', path: '/me/document/{id}', body: `name:string? ${tags}`, responseType: 'void' },
  { method: 'DELETE', path: '/me/document/{id}', body: '', responseType: 'void' },
];

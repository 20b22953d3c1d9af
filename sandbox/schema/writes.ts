/** Routes of the sandbox that change things, as its documents describe them: what they take and what they answer. */

export interface Write {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Fields of the body; `?` is for what may be left out. */
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

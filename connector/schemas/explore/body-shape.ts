// The body of an operation as one type: documents write it as a whole, or member by member.
import type { ApiOperation, TypeShape } from '../../model/api-schema.js';
import type { ApiDocuments } from '../api-documents.js';

/** Undefined where the call has no body. */
export function bodyShape(catalogue: ApiDocuments, operation: ApiOperation): TypeShape | undefined {
  const members = operation.parameters.filter((parameter) => parameter.in === 'body');
  const [first] = members;
  if (!first) return undefined;
  if (first.name === '') return catalogue.typeOf(operation, first.type);
  const fields = members.map(({ name, type, required, description }) => ({
    name,
    shape: catalogue.typeOf(operation, type),
    nullable: !required,
    secret: /\bpassword(\[\])*$/.test(type),
    readOnly: false,
    description,
  }));
  return { kind: 'object', model: 'body', fields };
}

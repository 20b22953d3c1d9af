// The body of an operation as one type: documents declare it as a whole, or member by member.
import type { ApiOperation, TypeShape } from '../../model/api-schema.js';
import type { ApiDocuments } from '../api-documents.js';

/** Undefined for a call without a body. */
export function bodyShape(documents: ApiDocuments, operation: ApiOperation): TypeShape | undefined {
  const members = operation.parameters.filter((parameter) => parameter.in === 'body');
  const [first] = members;
  if (!first) return undefined;
  if (first.name === '') return documents.typeOf(operation, first.type);
  const fields = members.map(({ name, type, required, description }) => ({
    name,
    shape: documents.typeOf(operation, type),
    nullable: !required,
    secret: /\bpassword(\[\])*$/.test(type),
    readOnly: false,
    description,
  }));
  return { kind: 'object', model: 'body', fields };
}

import { z } from 'zod';
import { WireFailure } from '#contract/district-api.ts';
import { type DescribedRoute, describedRoutes } from './described-routes.ts';

type JsonObject = Record<string, unknown>;

/** The wire as an OpenAPI 3.1 document, from the schemas that the routes themselves parse with. */
export function openapiDocument(): JsonObject {
  const paths: Record<string, JsonObject> = {};
  const schemas: JsonObject = {};
  const write: SchemaWriter = (schema, io) => schemaOf(schema, io, schemas);
  schemas.WireFailure = write(WireFailure, 'output');
  for (const route of describedRoutes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route, write) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '拆还通 Chaihuan district server',
      version: '1',
      description: 'Protocol version p = 1. Every answer that is not 2xx is a WireFailure.',
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        device: { type: 'http', scheme: 'bearer' },
        account: { type: 'apiKey', in: 'cookie', name: 'chaihuan' },
      },
    },
  };
}

type SchemaWriter = (schema: z.ZodType, io: 'input' | 'output') => JsonObject;

function operationOf({ summary, needs, params, query, headers, body, status, reply }: DescribedRoute, write: SchemaWriter): JsonObject {
  const parameters = [
    ...parametersOf(params, 'path', write),
    ...parametersOf(query, 'query', write),
    ...parametersOf(headers, 'header', write),
  ];
  return {
    summary,
    ...(needs === 'nothing' ? {} : { security: [{ [needs]: [] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body, 'input', write) } }),
    responses: {
      [status ?? 200]: { description: summary, ...(reply === undefined ? {} : { content: contentOf(reply, 'output', write) }) },
      default: {
        description: 'Refused, with a code.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/WireFailure' } } },
      },
    },
  };
}

function parametersOf(shape: z.ZodObject | undefined, place: 'path' | 'query' | 'header', write: SchemaWriter): JsonObject[] {
  if (shape === undefined) return [];
  const { properties = {}, required = [] } = write(shape, 'input') as { properties?: JsonObject; required?: string[] };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

function contentOf(body: z.ZodType | string, io: 'input' | 'output', write: SchemaWriter): JsonObject {
  if (typeof body === 'string') return { [body]: {} };
  return { 'application/json': { schema: write(body, io) } };
}

/** Definitions that a schema refers to become components under names of their own: a reference counts from the document's root. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: JsonObject): JsonObject {
  const whole = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const first = Object.keys(schemas).length;
  const names = new Map(Object.keys(whole.$defs ?? {}).map((name, index) => [name, `Shared${first + index}`]));
  const text = JSON.stringify(whole).replace(
    /"#\/\$defs\/([^"]+)"/g,
    (_, name: string) => `"#/components/schemas/${names.get(name) ?? name}"`,
  );
  const { $schema: _, $defs = {}, ...own } = JSON.parse(text) as JsonObject & { $defs?: JsonObject };
  for (const [name, definition] of Object.entries($defs)) schemas[names.get(name) ?? name] = definition;
  return own;
}

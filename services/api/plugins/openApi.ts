import swagger, { type SwaggerTransformObject } from '@fastify/swagger';
import fp from 'fastify-plugin';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** Where the document lies. */
export const OPEN_API_PATH = '/api/openapi.json';

type OpenApiDocument = ReturnType<SwaggerTransformObject>;

/**
 * Every schema is offered as asked for and as answered. What nothing names is
 * left out, then what only that had named, until all that stays is named.
 */
const withoutUnused = (document: OpenApiDocument): OpenApiDocument => {
  if (!('components' in document)) return document;
  const text = JSON.stringify(document);
  const schemas = Object.entries(document.components.schemas ?? {});
  const named = schemas.filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
  if (named.length === schemas.length) return document;
  const components = { ...document.components, schemas: Object.fromEntries(named) };
  return withoutUnused({ ...document, components } as OpenApiDocument);
};

/** Collects every route into one OpenAPI document, made from the schemas that requests meet. */
export const openApi = fp<{ readonly version: string }>(
  async (app, { version }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Chobo',
          version,
          description:
            'Back office of prepaid data SIM top-ups. Money is in minor units, instants are RFC 3339, business dates yyyy-MM-dd. Errors are application/problem+json with a stable `code`. Requests that change something must come from this origin, or from a client that is no browser.',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        components: {
          securitySchemes: {
            session: { type: 'apiKey', in: 'cookie', name: app.sessionCookie.name },
          },
        },
      },
      transform: (document) => {
        const { schema, url } = jsonSchemaTransform(document);
        const access = document.route.config?.access;
        if (access === undefined || access === 'public') return { schema, url };
        const needs = access === 'logged_in' ? [] : [`Needs the permission \`${access}\`.`];
        const description = [schema.description, ...needs].filter(Boolean).join('\n\n');
        return { schema: { ...schema, security: [{ session: [] }], description }, url };
      },
      transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
    });

    app.get(
      OPEN_API_PATH,
      {
        config: { access: 'public' },
        schema: {
          summary: 'This document',
          tags: ['Server'],
          response: { 200: z.looseObject({ openapi: z.string() }) },
        },
      },
      (_request, reply) => reply.send(app.swagger()),
    );
  },
  { name: 'open-api', dependencies: ['authentication'] },
);

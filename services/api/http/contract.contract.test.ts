import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { ROLES, type Role } from '@chobo/identity/roles';

import { createTestApp, type TestApp } from '../app.given.ts';
import { PROBLEMS } from '../problems.ts';
import { HANA, recordFacts } from './facts.given.ts';

type Operation = {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
};

type Document = {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

/**
 * Every route and who may use it: `*` anybody, `+` whoever is logged in, else
 * one letter per role: support Agent, support Supervisor, finance Staff,
 * finance manaGer, aUditor, adMin. A `list` is had page by page, and whole as `….csv`.
 */
const TABLE: readonly (readonly [string, string, string])[] = [
  ['get', '/', '*'],
  ['get', '/health/live', '*'],
  ['get', '/health/ready', '*'],
  ['get', '/api/openapi.json', '*'],
  ['post', '/api/v1/sessions', '*'],
  ['delete', '/api/v1/sessions/current', '+'],
  ['get', '/api/v1/me', '+'],
  ['get', '/api/v1/dashboard', '+'],
  ['list', '/api/v1/cards', 'ASFGUM'],
  ['get', '/api/v1/cards/{iccid}', 'ASFGUM'],
  ['list', '/api/v1/accounts', 'ASFGUM'],
  ['get', '/api/v1/accounts/{id}', 'ASFGUM'],
  ['list', '/api/v1/accounts/{id}/events', 'ASFGUM'],
  ['get', '/api/v1/accounts/{id}/ledger', 'ASFGUM'],
  ['list', '/api/v1/top-ups', 'ASFGUM'],
  ['list', '/api/v1/refunds', 'ASFGUM'],
  ['get', '/api/v1/refunds/{id}', 'ASFGUM'],
  ['get', '/api/v1/accounts/{id}/refund-eligibility', 'ASFGUM'],
  ['get', '/api/v1/accounts/{id}/refundable-top-ups', 'ASFGUM'],
  ['get', '/api/v1/top-ups/{id}', 'ASFGUM'],
  ['post', '/api/v1/refunds', 'AS....'],
  ['post', '/api/v1/refunds/{id}/approval', '.S.G..'],
  ['post', '/api/v1/refunds/{id}/rejection', '.S.G..'],
  ['post', '/api/v1/refunds/{id}/cancellation', 'AS....'],
  ['post', '/api/v1/refunds/{id}/payout', '..FG..'],
  ['post', '/api/v1/refunds/{id}/failure', '..FG..'],
  ['get', '/api/v1/catalogue/{kind}', 'ASFGUM'],
  ['list', '/api/v1/ledger/entries', '..FGUM'],
  ['get', '/api/v1/ledger/trial-balance', '..FGUM'],
  ['get', '/api/v1/ledger/accounts/{ledgerAccount}', '..FGUM'],
  ['get', '/api/v1/search', '+'],
  ['get', '/api/v1/streams/{stream}/events/{revision}', '+'],
  ['list', '/api/v1/statements', '..FGUM'],
  ['post', '/api/v1/statements', '..FG..'],
  ['get', '/api/v1/statements/{id}', '..FGUM'],
  ['get', '/api/v1/statements/{id}/problems', '..FGUM'],
  ['get', '/api/v1/statements/{id}/problems.csv', '..FGUM'],
  ['get', '/api/v1/statements/{id}/original', '..FGUM'],
  ['post', '/api/v1/statements/{id}/acceptance', '..FG..'],
  ['post', '/api/v1/statements/{id}/rejection', '..FG..'],
  ['post', '/api/v1/statement-uploads', '..FG..'],
  ['list', '/api/v1/statement-uploads', '..FGUM'],
  ['get', '/api/v1/statement-uploads/{id}', '..FGUM'],
  ['post', '/api/v1/statement-uploads/{id}/preview', '..FG..'],
  ['post', '/api/v1/statement-uploads/{id}/receipt', '..FG..'],
  ['post', '/api/v1/statement-uploads/{id}/discarding', '..FG..'],
  ['list', '/api/v1/reconciliation-days', '..FGUM'],
  ['get', '/api/v1/reconciliation-days/{day}', '..FGUM'],
  ['list', '/api/v1/reconciliation-days/{day}/breaks', '..FGUM'],
  ['list', '/api/v1/reconciliation-days/{day}/matches', '..FGUM'],
  ['list', '/api/v1/reconciliation-days/{day}/lines', '..FGUM'],
  ['list', '/api/v1/reconciliation-days/{day}/settled-breaks', '..FGUM'],
  ['get', '/api/v1/reconciliation-days/{day}/open-work', '..FGUM'],
  ['get', '/api/v1/reconciliation-days/{day}/history', '..FGUM'],
  ['post', '/api/v1/reconciliation-days/{day}/matching', '..FG..'],
  ['post', '/api/v1/reconciliation-days/{day}/review', '..FG..'],
  ['post', '/api/v1/reconciliation-days/{day}/closing', '..FG..'],
  ['post', '/api/v1/reconciliation-days/{day}/reopening', '...G..'],
  ['list', '/api/v1/breaks', '..FGUM'],
  ['get', '/api/v1/breaks/{id}', '..FGUM'],
  ['get', '/api/v1/breaks/{id}/raw-lines', '..FGUM'],
  ['post', '/api/v1/breaks/bulk/preview', '..FG..'],
  ['post', '/api/v1/breaks/bulk', '..FG..'],
  ['list', '/api/v1/proposals', '..FGUM'],
  ['post', '/api/v1/proposals/{id}/acceptance', '..FG..'],
  ['post', '/api/v1/proposals/{id}/rejection', '..FG..'],
  ['post', '/api/v1/proposals/{id}/undo', '..FG..'],
  ['post', '/api/v1/breaks/{id}/assignment', '..FG..'],
  ['post', '/api/v1/breaks/{id}/comments', '..FG..'],
  ['post', '/api/v1/breaks/{id}/resolution', '..FG..'],
  ['post', '/api/v1/breaks/{id}/approval', '...G..'],
  ['post', '/api/v1/breaks/{id}/rejection', '..FG..'],
  ['post', '/api/v1/breaks/{id}/undo', '..FG..'],
  ['list', '/api/v1/users', '....UM'],
  ['post', '/api/v1/users', '.....M'],
  ['get', '/api/v1/users/{login}', '....UM'],
  ['post', '/api/v1/users/{login}/roles', '.....M'],
  ['post', '/api/v1/users/{login}/name', '.....M'],
  ['post', '/api/v1/users/{login}/disabling', '.....M'],
  ['post', '/api/v1/users/{login}/enabling', '.....M'],
  ['post', '/api/v1/users/{login}/password-reset', '.....M'],
  ['post', '/api/v1/users/{login}/logout', '.....M'],
  ['list', '/api/v1/audit', '....UM'],
  ['post', '/api/v1/me/password', '+'],
  ['get', '/api/v1/me/sessions', '+'],
  ['post', '/api/v1/me/sessions/ending', '+'],
  ['post', '/api/v1/me/sessions/{id}/ending', '+'],
  ['get', '/api/v1/people', '+'],
  ['get', '/api/v1/changes', '+'],
  ['get', '/api/v1/saved-views', '+'],
  ['post', '/api/v1/saved-views', '+'],
  ['delete', '/api/v1/saved-views/{id}', '+'],
];

const ROUTES = TABLE.flatMap(([method, path, access]) =>
  method === 'list'
    ? ([
        ['get', path, access],
        ['get', `${path}.csv`, access],
      ] as const)
    : [[method, path, access] as const],
);

const LETTERS = ['A', 'S', 'F', 'G', 'U', 'M'];

const examples: Readonly<Record<string, string>> = {
  iccid: HANA.iccid,
  id: HANA.accountId,
  kind: 'brand',
  day: 'harbor:2026-11-18',
  stream: `account-${HANA.accountId}`,
  revision: '0',
  login: 'user-1',
};

const urlOf = (path: string): string =>
  path.replace(/\{(\w+)\}/g, (_place, name: string) => examples[name] ?? name);

/** What a read cannot be asked without. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/v1/accounts/{id}/refund-eligibility': '?topUpId=tu-unknown',
};

let test: TestApp;
let document: Document;
const cookies = new Map<Role, string>();
const cookieOf = (role: Role): string => cookies.get(role) ?? '';

beforeAll(async () => {
  test = await createTestApp({ withViews: true });
  await recordFacts(test);
  for (const role of ROLES) cookies.set(role, await test.cookieOf(role));
  document = (await test.app.inject('/api/openapi.json')).json<Document>();
});
afterAll(async () => {
  await test.close();
});

describe('the OpenAPI document', () => {
  it('names every route and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    const known = ROUTES.map(([method, path]) => `${method} ${path}`);
    expect(documented.toSorted()).toEqual(known.toSorted());
    // The router's own tree, as no route may hide from the document; HEAD goes with every GET.
    const tree = test.app.printRoutes({ commonPrefix: false });
    const methods = [...tree.matchAll(/\(([A-Z, ]+)\)/g)].flatMap(([, names]) =>
      names?.split(', '),
    );
    expect(methods.filter((name) => name !== 'HEAD')).toHaveLength(ROUTES.length);
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '9.9.9' } });
  });

  it.each(ROUTES)('%s %s is described in full', (method, path, access) => {
    const operation = document.paths[path]?.[method];
    expect(operation?.summary).toMatch(/.{5,}/);
    expect(operation?.tags).toHaveLength(1);
    const statuses = Object.keys(operation?.responses ?? {});
    // What may take long is also answered with where to ask for it.
    expect(statuses.filter((status) => /^2/.test(status) && status !== '202').length).toBeLessThan(
      2,
    );
    expect(statuses.some((status) => status.startsWith('2'))).toBe(true);
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = (operation?.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(described.map(({ name }) => name)).toEqual(places);
    if (access === '*') {
      expect(operation?.security).toBeUndefined();
      return;
    }
    expect(operation?.security).toEqual([{ session: [] }]);
    expect(statuses).toEqual(expect.arrayContaining(['400', '401', '429', '500', '503']));
    if (access !== '+')
      expect(operation?.description).toMatch(/Needs the permission `[a-z-]+:[a-z]+`\./);
  });

  it('leaves no schema unused and no reference open', () => {
    const text = JSON.stringify(document);
    const named = Object.keys(document.components.schemas);
    const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(referred)].toSorted()).toEqual(named.toSorted());
  });

  it('lists every problem that there is', () => {
    const { code } = (
      document.components.schemas['Problem'] as {
        properties: { code: { enum: string[] } };
      }
    ).properties;
    expect(code.enum).toEqual(Object.keys(PROBLEMS));
  });
});

describe('what is answered is what the document says', () => {
  const bodyOf = ({ headers, body }: { headers: object; body: string }): unknown =>
    /json/.test(String(Reflect.get(headers, 'content-type'))) ? JSON.parse(body) : body;

  const validatorOf = (schema: object): z.ZodType => {
    const local = (part: object): string =>
      JSON.stringify(part).replaceAll('#/components/schemas/', '#/$defs/');
    const $defs = JSON.parse(local(document.components.schemas)) as Record<
      string,
      z.core.JSONSchema.JSONSchema
    >;
    return z.fromJSONSchema({ ...(JSON.parse(local(schema)) as object), $defs });
  };

  const check = (method: string, path: string, status: number, type: string, body: unknown) => {
    const response = document.paths[path]?.[method]?.responses[String(status)];
    const schema = response?.content?.[type]?.schema;
    expect(schema, `${method} ${path} ${status} ${type} is documented`).toBeDefined();
    expect(validatorOf(schema ?? {}).safeParse(body).error?.issues ?? []).toEqual([]);
  };

  it.each(ROUTES.filter(([method, path]) => method === 'get' && path.startsWith('/api/v1/')))(
    '%s %s: the good answer or the refusal',
    async (method, path) => {
      const cookie = cookieOf('admin');
      const response = await test.get(`${urlOf(path)}${QUERIES[path] ?? ''}`, cookie);
      const type = String(response.headers['content-type']).split(';')[0] ?? '';
      expect([200, 404]).toContain(response.statusCode);
      check(method, path, response.statusCode, type, bodyOf(response));
      const refused = await test.app.inject(urlOf(path));
      expect(refused.statusCode).toBe(401);
      check(method, path, 401, 'application/problem+json', refused.json());
      const asked = await test.get(`${urlOf(path)}?colour=red`, cookie);
      if (path !== '/api/v1/me') check(method, path, 400, 'application/problem+json', asked.json());
    },
  );

  it('an answer that differs would be found', () => {
    const schema =
      document.paths['/api/v1/users']?.['get']?.responses['200']?.content?.['application/json']
        ?.schema;
    const page = (data: unknown) => ({ data, pageInfo: { hasNextPage: false, nextCursor: null } });
    const validator = validatorOf(schema ?? {});
    expect(validator.safeParse(page([])).success).toBe(true);
    expect(validator.safeParse(page([{ login: 7 }])).success).toBe(false);
    expect(validator.safeParse({ data: [] }).success).toBe(false);
  });

  it('the answers hold something to check', async () => {
    const cookie = cookieOf('admin');
    for (const path of ['cards', 'accounts', 'top-ups', 'refunds', 'ledger/entries', 'users']) {
      const { data } = (await test.get(`/api/v1/${path}`, cookie)).json<{ data: unknown[] }>();
      expect(data.length, path).toBeGreaterThan(0);
    }
  });
});

describe('who may use which route', () => {
  it.each(ROUTES.filter(([, , access]) => access.length === ROLES.length))(
    '%s %s: %s',
    async (method, path, expected) => {
      const found: string[] = [];
      for (const [index, role] of ROLES.entries()) {
        const cookie = cookieOf(role);
        const { statusCode, body } = await test.app.inject({
          method: method as 'get',
          url: urlOf(path),
          headers: { cookie },
        });
        // What is asked for by nobody's key and with no content is refused for that, after the roles.
        expect([200, 400, 403, 404]).toContain(statusCode);
        found.push(statusCode === 403 ? '.' : (LETTERS[index] ?? '?'));
        if (statusCode === 403) expect(body).toContain('This needs the permission ');
      }
      expect(found.join('')).toBe(expected);
    },
  );

  it('a route that does not say who may use it stops the build', async () => {
    const fresh = await createTestApp();
    try {
      expect(() => fresh.app.get('/bare', () => 'open')).toThrow(
        'GET /bare does not say who may use it',
      );
    } finally {
      await fresh.close();
    }
  });
});

import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { SECURITY_ACTS } from '@chobo/identity/securityActs';
import { ACT_TYPES, SUBJECT_KINDS } from '@chobo/projections/audit/acts';
import { listActs, type Act } from '@chobo/projections/audit/queries';

import type { ApiDependencies } from '../../dependencies.ts';
import { answerPage, listQuerySchema, pageSchema } from '../schemas/list.ts';
import { readRefusals } from '../schemas/problem.ts';
import {
  idSchema,
  instant,
  instantMsSchema,
  instantSchema,
  money,
  moneySchema,
  textSchema,
} from '../schemas/values.ts';

/** Everything that people do and that is kept: events they bring about, and acts on access. */
export const ACT_KINDS = [...ACT_TYPES, ...SECURITY_ACTS] as const;

const actSchema = z
  .object({
    id: z.string(),
    at: instantSchema,
    kind: z.string().describe('Type of the event, or of the act on access'),
    actor: z.string().nullable().describe('null where nobody was logged in: a failed login'),
    subject: z
      .object({ kind: z.enum(SUBJECT_KINDS), id: z.string() })
      .nullable()
      .describe('What it is about; null for a login name that is nobody’s'),
    amount: moneySchema.nullable(),
    event: z
      .object({ stream: z.string(), revision: z.int() })
      .nullable()
      .describe('The event itself; null for an act on access, which is none'),
    facts: z.record(z.string(), z.unknown()).describe('Of an act on access, e.g. the roles'),
  })
  .meta({ id: 'Act' });

const actOf = (act: Act): z.infer<typeof actSchema> => {
  const { actId: id, kind, actor, subjectKind, subject, amount, currency, stream, revision } = act;
  return {
    id,
    at: instant(act.atMs),
    kind,
    actor,
    subject: subject === null ? null : { kind: subjectKind, id: subject },
    amount: amount === null || currency === null ? null : money(amount, currency),
    event: stream === null || revision === null ? null : { stream, revision },
    facts: { ...act.facts },
  };
};

const filterSchema = z
  .strictObject({
    actor: idSchema.exactOptional().describe('e.g. `user:sato`'),
    kind: z.enum(ACT_KINDS).exactOptional(),
    subjectKind: z.enum(SUBJECT_KINDS).exactOptional(),
    subject: textSchema.exactOptional().describe('Id of what it is about, e.g. of a refund'),
    from: instantMsSchema.exactOptional(),
    before: instantMsSchema.exactOptional(),
  })
  .transform(({ from, before, ...others }) => ({
    ...others,
    ...(from === undefined ? {} : { fromMs: from }),
    ...(before === undefined ? {} : { beforeMs: before }),
  }));

/** The audit trail. */
export const auditRoutes: FastifyPluginCallbackZod<Pick<ApiDependencies, 'pool'>> = (
  app,
  { pool },
  done,
) => {
  app.get(
    '/api/v1/audit',
    {
      config: { access: 'audit:read' },
      schema: {
        summary: 'What people have done, newest first',
        description:
          'Events that people brought about, in the console or at a terminal, and acts on access: logins, failed ones too, invitations, roles, passwords, sessions.',
        tags: ['Audit'],
        querystring: listQuerySchema(filterSchema, ['at']),
        response: { ...readRefusals('invalid_cursor'), 200: pageSchema(actSchema) },
      },
    },
    ({ query }) => answerPage(query, listActs(pool, query.filter ?? {}, query), actOf),
  );
  done();
};

import type { Pool } from 'pg';
import { z } from 'zod';

import { isSettled, type OpenWork } from '@chobo/domain/reconciliation-day/openWork';
import { workLeftBehind } from '@chobo/projections/breaks/leftBehind';
import {
  daysWithoutFile,
  openBreaks,
  unsignedProposals,
} from '@chobo/projections/reconciliation-days/openWork';

import { money, moneySchema } from '../schemas/values.ts';
import type { DayKey } from './day.ts';

export const openWorkSchema = z
  .object({
    settled: z.boolean().describe('true when nothing keeps the day from being closed'),
    openBreaks: z.int().describe('Neither settled by a later file nor resolved'),
    atRisk: z
      .array(moneySchema)
      .describe('Sum of their differences, whichever the signs, by currency'),
    withoutAmount: z.int().describe('Those whose amount could not be read'),
    unsignedProposals: z
      .int()
      .describe('Proposed matches that nobody has accepted, of this day or with an item of it'),
    workLeftBehind: z
      .array(z.string())
      .describe(
        'Breaks that are no more or that a later file settled, with a posting to take back, at most 31',
      ),
    daysWithoutFile: z
      .array(z.iso.date())
      .describe('Earlier days with items of ours and no file, at most 31'),
  })
  .meta({ id: 'OpenWork' });

/** What is open, with what it may come to. */
export type OpenWorkOfDay = OpenWork & {
  readonly atRisk: z.infer<typeof moneySchema>[];
  readonly withoutAmount: number;
};

/** What keeps a day from being closed, as the views have it now. */
export const openWorkOfDay = async (pool: Pool, day: DayKey): Promise<OpenWorkOfDay> => {
  const open = await openBreaks(pool, day);
  return {
    openBreaks: open.reduce((sum, { count }) => sum + count, 0),
    atRisk: open.map(({ atRisk, currency }) => money(atRisk, currency)),
    withoutAmount: open.reduce((sum, { withoutAmount }) => sum + withoutAmount, 0),
    unsignedProposals: await unsignedProposals(pool, day),
    workLeftBehind: (await workLeftBehind(pool, day)).map(({ breakId }) => breakId),
    daysWithoutFile: await daysWithoutFile(pool, day),
  };
};

/** The same as it is answered. */
export const openWorkOf = (work: OpenWorkOfDay): z.infer<typeof openWorkSchema> => ({
  ...work,
  settled: isSettled(work),
  workLeftBehind: [...work.workLeftBehind],
  daysWithoutFile: [...work.daysWithoutFile],
});

import type { Pool } from 'pg';

import { approvalTierOf } from '@chobo/domain/account/refundApproval';
import { mayDo, type Role } from '@chobo/identity/roles';
import { currentDocuments } from '@chobo/projections/catalogue/queries';
import type { RefundView } from '@chobo/projections/refunds/queries';
import type { NextSteps } from '@chobo/projections/refunds/queue';

import { approvableUnder, type Tiers } from './tiers.ts';

/** By brand, the tiers of the refund policy that is published for it now. */
export type Approvers = ReadonlyMap<string, Tiers>;

/** Reads who may approve how much; a brand without a refund policy is not among them. */
export const readApprovers = async (pool: Pool): Promise<Approvers> => {
  const [brands, policies] = await Promise.all([
    currentDocuments(pool, 'brand'),
    currentDocuments(pool, 'refund-policy'),
  ]);
  const tiers = new Map(
    policies.flatMap(({ document }) =>
      document.kind === 'refund-policy' ? [[document.id, document.approvalTiers] as const] : [],
    ),
  );
  return new Map(
    brands.flatMap(({ document }) => {
      const found = document.kind === 'brand' ? tiers.get(document.refundPolicy ?? '') : undefined;
      return found === undefined ? [] : [[document.id, found] as const];
    }),
  );
};

/** Whose role may approve a refund; null when it waits for no approval, or nobody may. */
export const approverRoleOf = (
  approvers: Approvers,
  { state, brand, payback }: Pick<RefundView, 'state' | 'brand' | 'payback'>,
): Role | null =>
  state === 'requested'
    ? (approvalTierOf(approvers.get(brand) ?? [], payback)?.role ?? null)
    : null;

/** What somebody of these roles can take the next step of. */
export const nextStepsOf = (
  approvers: Approvers,
  { actor, roles }: { readonly actor: string; readonly roles: readonly Role[] },
): NextSteps => ({
  actor,
  mayApprove: mayDo(roles, 'refunds:approve')
    ? [...approvers].flatMap(([brand, tiers]) => approvableUnder(brand, tiers, roles))
    : [],
  mayPay: mayDo(roles, 'refunds:pay'),
});

import { expect, it } from 'vitest';

import { ROLES, mayDo } from '@chobo/identity/roles';

import { COMMAND_PERMISSIONS, type GivenCommandType } from './permissions.ts';

// One letter per role: support Agent, support Supervisor, finance Staff, finance manaGer, aUditor, adMin.
const MAY_GIVE: Readonly<Record<GivenCommandType, string>> = {
  RequestRefund: 'AS....',
  ApproveRefund: '.S.G..',
  RejectRefund: '.S.G..',
  CancelRefund: 'AS....',
  RecordRefundPaid: '..FG..',
  RecordRefundFailed: '..FG..',
  AssignBreak: '..FG..',
  CommentBreak: '..FG..',
  ProposeResolution: '..FG..',
  ApproveResolution: '...G..',
  RejectResolution: '..FG..',
  UndoResolution: '..FG..',
  RejectProposedMatch: '..FG..',
  AcceptHeldStatement: '..FG..',
  RefuseHeldStatement: '..FG..',
  ReviewDay: '..FG..',
  CloseDay: '..FG..',
  ReopenDay: '...G..',
};

it.each(Object.entries(MAY_GIVE))('%s is given by %s', (type, expected) => {
  const permission = COMMAND_PERMISSIONS[type as GivenCommandType];
  const letters = ROLES.map((role, index) => (mayDo([role], permission) ? 'ASFGUM'[index] : '.'));
  expect(letters.join('')).toBe(expected);
});

import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';

import { askView } from '../../api/client';
import type { Eligibility } from './answers';

/** What is asked: minor units and a class of reason; all that is left and any reason unless said. */
export type EligibilityQuestion = {
  readonly accountId: string;
  readonly topUpId: string;
  readonly value?: number | undefined;
  readonly reasonClass?: string | undefined;
};

export const eligibilityPath = ({
  accountId,
  topUpId,
  value,
  reasonClass,
}: EligibilityQuestion): string => {
  const query = new URLSearchParams({ topUpId });
  if (value !== undefined) query.set('value', String(value));
  if (reasonClass !== undefined && reasonClass !== '') query.set('reasonClass', reasonClass);
  return `accounts/${encodeURIComponent(accountId)}/refund-eligibility?${query.toString()}`;
};

/** Whether a refund would be granted; while an amount is typed the answer before it stays. */
export const useEligibility = (question: EligibilityQuestion): UseQueryResult<Eligibility> => {
  const path = eligibilityPath(question);
  return useQuery<Eligibility>({
    queryKey: ['read', path],
    queryFn: ({ signal }) => askView<Eligibility>(path, { signal }),
    placeholderData: keepPreviousData,
  });
};

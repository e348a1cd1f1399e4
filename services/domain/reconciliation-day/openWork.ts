import type { BusinessDate } from '../kernel/time.ts';

/** What is still to be done before a day can be closed, as it stands at this moment. */
export type OpenWork = {
  /** Breaks that no later file has settled and nobody has resolved. */
  readonly openBreaks: number;
  /** Proposed matches that nobody has accepted. */
  readonly unsignedProposals: number;
  /**
   * Earlier days since the source's first file that have items of ours and no
   * file: none could be received any more, as a closed day never changes.
   */
  readonly daysWithoutFile: readonly BusinessDate[];
};

/** True when nothing keeps a day from being closed. */
export const isSettled = ({ openBreaks, unsignedProposals, daysWithoutFile }: OpenWork): boolean =>
  openBreaks === 0 && unsignedProposals === 0 && daysWithoutFile.length === 0;

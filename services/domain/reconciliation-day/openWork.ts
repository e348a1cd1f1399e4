import type { BusinessDate } from '../kernel/time.ts';

/** What is still to be done before a day can be closed, as it stands at this moment. */
export type OpenWork = {
  /** Breaks that no later file has settled and nobody has resolved. */
  readonly openBreaks: number;
  /** Proposed matches that nobody has accepted. */
  readonly unsignedProposals: number;
  /**
   * Breaks of the day that are no more, or that a later file has settled, while what
   * people posted about them stands, or waits: it is to be taken back.
   */
  readonly workLeftBehind: readonly string[];
  /**
   * Earlier days since the source's first file that have items of ours and no
   * file: none could be received any more, as a closed day never changes.
   */
  readonly daysWithoutFile: readonly BusinessDate[];
};

/** True when nothing keeps a day from being closed. */
export const isSettled = ({
  openBreaks,
  unsignedProposals,
  workLeftBehind,
  daysWithoutFile,
}: OpenWork): boolean =>
  openBreaks === 0 &&
  unsignedProposals === 0 &&
  workLeftBehind.length === 0 &&
  daysWithoutFile.length === 0;

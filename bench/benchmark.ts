import type { Pool } from 'pg';

/** One measured figure and what it is held against. */
export type Figure = {
  readonly name: string;
  /** Of value and floor, e.g. `appends/s`, `s`, `MB`. */
  readonly unit: string;
  readonly value: number;
  /** The same work done the plain way, in the same run; null when there is nothing to compare with. */
  readonly floor: number | null;
};

/** A database of a benchmark's own: migrated, empty, on a server with the product's settings. */
export type BenchmarkDatabase = { readonly url: string; readonly pool: Pool };

export type BenchmarkContext = {
  readonly freshDatabase: () => Promise<BenchmarkDatabase>;
  /** Tells people how far it is; never on standard output. */
  readonly progress: (message: string) => void;
};

/** Something measured with `npm run bench <name>`; it may yield several figures. */
export type Benchmark = {
  readonly name: string;
  readonly run: (context: BenchmarkContext) => Promise<readonly Figure[]>;
};

/** The middle one of several rounds: one disturbed round does not move it. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('there is no median of nothing');
  return middle;
};

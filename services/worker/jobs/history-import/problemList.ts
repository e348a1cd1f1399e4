import { MAX_LISTED_PROBLEMS } from './historyRow.ts';
import type { ImportProblem } from './historyRow.ts';

/** Collects problems with bounded memory: the first ones by file line are kept, all are counted. */
export class ProblemList {
  private listed: ImportProblem[] = [];
  private counted = 0;

  /** @param more problems that are not in the list, beside those that are */
  add(problems: readonly ImportProblem[], more = 0): void {
    this.counted += problems.length + more;
    for (const problem of problems) this.listed.push(problem);
    // Sorting now and then instead of at each step keeps a file full of problems linear.
    if (this.listed.length > 4 * MAX_LISTED_PROBLEMS) this.listed = this.first();
  }

  get count(): number {
    return this.counted;
  }

  /** At most 1,000, by file line; those of the whole file come first. */
  first(): ImportProblem[] {
    return [...this.listed]
      .sort((one, other) => (one.fileLine ?? 0) - (other.fileLine ?? 0))
      .slice(0, MAX_LISTED_PROBLEMS);
  }
}

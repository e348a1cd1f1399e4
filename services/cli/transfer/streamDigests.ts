import { createHash } from 'node:crypto';

import { canonicalJson } from '@chobo/domain/kernel/canonical';

import type { TransferredEvent } from './record.ts';

/**
 * A SHA-256 for each stream, over all that another store keeps as well and over
 * the time at which the first store took it. Each event's digest continues that
 * of the one before it, so that a stream takes 32 characters, however long it is.
 */
export class StreamDigests {
  private readonly byStream = new Map<string, string>();
  private count = 0;

  add({ stream, revision, id, type, data, metadata, recordedAt }: TransferredEvent): void {
    this.count += 1;
    const before = this.byStream.get(stream) ?? '';
    const digest = createHash('sha256')
      .update(before, 'latin1')
      .update(canonicalJson([stream, revision, id, type, data, metadata, recordedAt]))
      .digest()
      .toString('latin1');
    this.byStream.set(stream, digest);
  }

  get events(): number {
    return this.count;
  }

  get streams(): number {
    return this.byStream.size;
  }

  /** A stream that one of the two has not, or not the same; null when there is none. */
  firstDifference(other: StreamDigests): string | null {
    for (const [stream, digest] of this.byStream) {
      if (other.byStream.get(stream) !== digest) return stream;
    }
    for (const stream of other.byStream.keys()) if (!this.byStream.has(stream)) return stream;
    return null;
  }

  /** One digest of all, which does not depend on the order of streams. */
  sha256(): string {
    const hash = createHash('sha256');
    for (const stream of [...this.byStream.keys()].sort()) {
      hash.update(`${stream}\n`).update(this.byStream.get(stream) ?? '', 'latin1');
    }
    return hash.digest('hex');
  }
}
